-- The single answers of a check-in, in the order they were asked: 2,0,1.
ALTER TABLE reading ADD COLUMN answers TEXT;
