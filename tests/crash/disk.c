/* Stands between the server and the kernel (LD_PRELOAD). It kills the process in the n-th system call of a kind, or keeps a
   journal of what is written to the database and its log and what of it was synced, for tests/crash/power.py.

   CRASH_DB       the database file; its log is the same path with -wal
   CRASH_KIND     torn_log | before_sync | checkpoint | half_answer
   CRASH_N        at which pass
   CRASH_MARK     a file to create before dying
   CRASH_JOURNAL  where to keep the journal */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OTHER, DATABASE, LOG };

struct record {
    char op; /* w: was written, t: was cut to `offset`, b: a sync begins, e: it ended */
    char file;
    char pad[2];
    int32_t thread;
    int64_t offset;
    int64_t length;
};

static char database[PATH_MAX], wal[PATH_MAX + 8];
static const char *kind = "", *mark = "";
static long left = -1;
static int journal = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_send)(int, const void *, size_t, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);

/* Also called by a process that was forked, once it has an environment of its own. */
__attribute__((constructor)) void begin(void) {
    const char *path = getenv("CRASH_DB"), *n = getenv("CRASH_N"), *notes = getenv("CRASH_JOURNAL");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_send = dlsym(RTLD_NEXT, "send");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    if (!path || !realpath(path, database)) return;
    snprintf(wal, sizeof wal, "%s-wal", database);
    if (getenv("CRASH_KIND")) kind = getenv("CRASH_KIND");
    if (getenv("CRASH_MARK")) mark = getenv("CRASH_MARK");
    if (n) left = atol(n);
    if (notes) journal = open(notes, O_CREAT | O_WRONLY | O_APPEND, 0600);
}

static int file_of(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return OTHER;
    path[length] = 0;
    return !strcmp(path, wal) ? LOG : !strcmp(path, database) ? DATABASE : OTHER;
}

static int due(const char *moment) {
    if (strcmp(kind, moment)) return 0;
    pthread_mutex_lock(&lock);
    int now = --left == 0;
    pthread_mutex_unlock(&lock);
    return now;
}

static void die(void) {
    close(open(mark, O_CREAT | O_WRONLY, 0600));
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void note(char op, int file, int64_t offset, const void *data, size_t length) {
    if (journal < 0) return;
    struct record record = {op, (char)file, {0, 0}, (int32_t)syscall(SYS_gettid), offset, (int64_t)length};
    struct iovec parts[2] = {{&record, sizeof record}, {(void *)data, length}};
    pthread_mutex_lock(&lock);
    if (writev(journal, parts, data ? 2 : 1) < 0) abort();
    pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) {
    int file = file_of(fd);
    if ((file == LOG && due("torn_log")) || (file == DATABASE && due("checkpoint"))) {
        real_pwrite(fd, data, length / 2, offset);
        die();
    }
    ssize_t written = real_pwrite(fd, data, length, offset);
    if (file && written > 0) note('w', file, offset, data, (size_t)written);
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

static int is_answer(const void *data, size_t length) { return memmem(data, length, "\"jsonrpc\"", 9) != NULL; }

ssize_t write(int fd, const void *data, size_t length) {
    if (*kind == 'h' && is_answer(data, length) && due("half_answer")) {
        real_write(fd, data, length / 2);
        die();
    }
    ssize_t written = real_write(fd, data, length);
    if (journal >= 0 && written > 0) {
        int file = file_of(fd);
        if (file) note('w', file, lseek(fd, 0, SEEK_CUR) - written, data, (size_t)written);
    }
    return written;
}

ssize_t send(int fd, const void *data, size_t length, int flags) {
    if (*kind == 'h' && is_answer(data, length) && due("half_answer")) {
        real_send(fd, data, length / 2, flags);
        die();
    }
    return real_send(fd, data, length, flags);
}

static int synced(int (*real)(int), int fd) {
    int file = file_of(fd);
    if (file == LOG && due("before_sync")) die();
    if (file) note('b', file, 0, NULL, 0);
    int failed = real(fd);
    if (file && !failed) note('e', file, 0, NULL, 0);
    return failed;
}

int fsync(int fd) { return synced(real_fsync, fd); }

int fdatasync(int fd) { return synced(real_fdatasync, fd); }

int ftruncate64(int fd, off_t length) {
    int failed = real_ftruncate(fd, length), file = file_of(fd);
    if (file && !failed) note('t', file, length, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
