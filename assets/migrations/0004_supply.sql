-- What a bag of leaf held when it was opened, by the label or a scale.
ALTER TABLE product ADD COLUMN holds_mg INTEGER CHECK (holds_mg > 0);
