/* Interrupts a program at one of its changes of the file system.
 *
 * Loaded into it with LD_PRELOAD, this counts the calls that create, write, move or remove
 * files. INTERRUPT_AT is the number of a call, from 1, and INTERRUPT_BY what happens then:
 *
 *   kill  the process is killed before the call; of a write, half is done
 *   full  the disk is full from this call on; of a write, half is done
 *
 * Each path that is created, moved to or removed is a line of the file INTERRUPT_LOG. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long calls;

/* Counts a call; whether it is to fail for want of space. */
static int is_full(int takes_space) {
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    const char *at = getenv("INTERRUPT_AT"), *by = getenv("INTERRUPT_BY");
    if (!at || !by || call < atol(at)) return 0;
    if (!strcmp(by, "kill")) raise(SIGKILL);
    if (takes_space) errno = ENOSPC;
    return takes_space;
}

static void record(const char *path) {
    const char *log = getenv("INTERRUPT_LOG");
    if (!log) return;
    int file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    REAL(write)(file, path, strlen(path));
    REAL(write)(file, "\n", 1);
    close(file);
}

static int changes(int flags) { return flags & (O_CREAT | O_TRUNC); }

#define OPEN(name)                                                                       \
    int name(const char *path, int flags, ...) {                                         \
        va_list rest;                                                                    \
        va_start(rest, flags);                                                           \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                        \
        va_end(rest);                                                                    \
        if (changes(flags)) {                                                            \
            record(path);                                                                \
            if (is_full(1)) return -1;                                                   \
        }                                                                                \
        return REAL(name)(path, flags, mode);                                            \
    }

OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
    struct stat found;
    if (fstat(file, &found) || !S_ISREG(found.st_mode)) return REAL(write)(file, bytes, count);
    long at = getenv("INTERRUPT_AT") ? atol(getenv("INTERRUPT_AT")) : 0;
    if (at == __atomic_load_n(&calls, __ATOMIC_SEQ_CST) + 1) {
        ssize_t written = REAL(write)(file, bytes, count / 2);
        return is_full(1) && !written ? -1 : written;
    }
    return is_full(1) ? -1 : REAL(write)(file, bytes, count);
}

int mkdir(const char *path, mode_t mode) {
    record(path);
    return is_full(1) ? -1 : REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to) {
    record(to);
    is_full(0);
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    record(path);
    is_full(0);
    return REAL(unlink)(path);
}

int rmdir(const char *path) {
    record(path);
    is_full(0);
    return REAL(rmdir)(path);
}

/* `remove_dir_all` uses this for what a folder contains. */
int unlinkat(int folder, const char *path, int flags) {
    if (folder == AT_FDCWD) record(path);
    is_full(0);
    return REAL(unlinkat)(folder, path, flags);
}
