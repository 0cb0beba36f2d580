/* Stands before libc in a leaflog that is being tested: counts each call that
 * changes a file, and at the one that is asked for lets the disk fail or the
 * process die. Sockets are never let through.
 *
 *   LEAFLOG_FAULT   KIND:N   what happens at the Nth call (from 1):
 *                   kill     the process dies before it
 *                   broken   it and all later ones fail with an I/O error
 *                   once     it fails with an I/O error, later ones do not
 *                   full     the Nth write, and all later ones, find no space
 *                   short    the Nth write writes half of what it should; all
 *                            later ones find no space left
 *                   sync     the Nth flush, and all later ones, fail
 *   LEAFLOG_WHILE   FILE     faults only happen while this file is there
 *   LEAFLOG_MET     FILE     made when the fault happens
 *   LEAFLOG_COUNT   FILE     how many calls, writes and flushes there were,
 *                            written at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { NOTHING, KILL, FULL, BROKEN, ONCE, SYNC, SHORT };
/* What a call does: only a write can be short, only a flush can fail alone; a
 * full disk takes no new file either. */
enum call { WRITE, FLUSH, CREATE, OTHER };
/* What the caller is to do. */
enum what { GO_ON, FAIL, HALF };

static enum kind kind;
static long when, calls, writes, flushes;
static const char *only_while;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *fault = getenv("LEAFLOG_FAULT");
    only_while = getenv("LEAFLOG_WHILE");
    if (!fault) return;
    const char *colon = strchr(fault, ':');
    if (!colon) return;
    when = atol(colon + 1);
    kind = !strncmp(fault, "kill", 4)     ? KILL
           : !strncmp(fault, "full", 4)   ? FULL
           : !strncmp(fault, "broken", 6) ? BROKEN
           : !strncmp(fault, "once", 4)   ? ONCE
           : !strncmp(fault, "sync", 4)   ? SYNC
           : !strncmp(fault, "short", 5)  ? SHORT
                                          : NOTHING;
}

/* Writes a file of the test's own, past all that is counted here. */
static void leave(const char *variable, const char *text) {
    const char *path = getenv(variable);
    if (!path) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) {
        syscall(SYS_write, file, text, strlen(text));
        syscall(SYS_close, file);
    }
}

__attribute__((destructor)) static void end(void) {
    char text[96];
    snprintf(text, sizeof text, "%ld %ld %ld", calls, writes, flushes);
    leave("LEAFLOG_COUNT", text);
}

static int is_file(int descriptor) {
    struct stat found;
    return fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode);
}

static enum what arrive(enum call call) {
    if (only_while && access(only_while, F_OK) != 0) return GO_ON;
    calls++;
    writes += call == WRITE;
    flushes += call == FLUSH;
    if (kind == NOTHING) return GO_ON;
    int no_space = kind == FULL || kind == SHORT;
    /* Only what the fault can befall is counted for it. */
    long reached = no_space ? writes : kind == SYNC ? flushes : calls;
    if (reached < when || (kind == SYNC && call != FLUSH)) return GO_ON;
    /* A full disk still lets files be flushed, cut, renamed and removed. */
    if (no_space && call != WRITE && call != CREATE) return GO_ON;
    if (kind == ONCE && reached > when) return GO_ON;
    leave("LEAFLOG_MET", "");
    if (kind == KILL) {
        raise(SIGKILL);
        return GO_ON;
    }
    if (kind == SHORT && call == WRITE && reached == when) return HALF;
    errno = no_space ? ENOSPC : EIO;
    return FAIL;
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (is_file(file)) {
        enum what what = arrive(WRITE);
        if (what == FAIL) return -1;
        if (what == HALF) size /= 2;
    }
    return REAL(write)(file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
    enum what what = arrive(WRITE);
    if (what == FAIL) return -1;
    if (what == HALF) size /= 2;
    return REAL(pwrite)(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    enum what what = arrive(WRITE);
    if (what == FAIL) return -1;
    if (what == HALF) size /= 2;
    return REAL(pwrite64)(file, bytes, size, at);
}

/* What is copied inside the kernel is copied by writes instead. */
ssize_t copy_file_range(int a, off64_t *b, int c, off64_t *d, size_t e, unsigned f) {
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int a, int b, off64_t *c, size_t d) {
    (void)a, (void)b, (void)c, (void)d;
    errno = ENOSYS;
    return -1;
}

#define GUARD(call, failed) \
    if (arrive(call) == FAIL) return failed

int fsync(int file) {
    GUARD(FLUSH, -1);
    return REAL(fsync)(file);
}
int fdatasync(int file) {
    GUARD(FLUSH, -1);
    return REAL(fdatasync)(file);
}
/* Only the making of a file that is not there changes something. */
static int makes(const char *path, int flags) {
    return (flags & O_CREAT) && access(path, F_OK) != 0;
}

#define OPEN(name)                                            \
    int name(const char *path, int flags, ...) {              \
        va_list rest;                                         \
        va_start(rest, flags);                                \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                         \
        if (makes(path, flags)) GUARD(CREATE, -1);            \
        return REAL(name)(path, flags, mode);                 \
    }
OPEN(open)
OPEN(open64)
int mkdir(const char *path, mode_t mode) {
    GUARD(CREATE, -1);
    return REAL(mkdir)(path, mode);
}
int ftruncate(int file, off_t size) {
    GUARD(OTHER, -1);
    return REAL(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size) {
    GUARD(OTHER, -1);
    return REAL(ftruncate64)(file, size);
}
int rename(const char *from, const char *to) {
    GUARD(OTHER, -1);
    return REAL(rename)(from, to);
}
int unlink(const char *path) {
    GUARD(OTHER, -1);
    return REAL(unlink)(path);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    GUARD(OTHER, -1);
    return REAL(linkat)(a, from, b, to, flags);
}

/* The promise that nothing is ever sent anywhere. */
int socket(int domain, int type, int protocol) {
    (void)domain, (void)type, (void)protocol;
    static const char says[] = "leaflog asked for a socket\n";
    syscall(SYS_write, 2, says, sizeof says - 1);
    abort();
}
int connect(int file, const struct sockaddr *to, socklen_t size) {
    (void)file, (void)to, (void)size;
    abort();
}
