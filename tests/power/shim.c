/* The machine under a process, as a test wants it: a disk that is full, failing or stuck, a clock that somebody set,
 * names that are not found, and a record of what was written, what was made safe and what was said meanwhile.
 *
 * Loaded by LD_PRELOAD. FOLENI_SHIM_ROOT names the directory whose files are meant. FOLENI_SHIM_CONTROL names a file of
 * four 64-bit numbers that the test changes as it likes: what the disk does, seconds to add to the clock, whether names
 * are found, and milliseconds that making safe takes. FOLENI_SHIM_RECORD names the file that is written.
 *
 * One record: kind (1 byte), file (1), zero (2), length of the data (4), offset (8), data. Kinds: W a write, S the file
 * was made safe, T cut or grown to the offset, C created (data: its name), R renamed (data: old, zero, new), U removed
 * (data: its name), N said over a socket or a pipe.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { GOOD, FULL, READ_ONLY, FAILING, STUCK };

static struct control {
    volatile int64_t disk;
    volatile int64_t clock_s;
    volatile int64_t no_names;
    volatile int64_t sync_ms;
} nothing, *control = &nothing;

enum { FILES = 4096, LONGEST = 4096 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[LONGEST];
static size_t root_length;
static int record = -1;
/* 0: not one of ours; otherwise the number of the file in the record. */
static unsigned char files[FILES];
static unsigned char next_file = 1;
static char paths[256][LONGEST];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("FOLENI_SHIM_ROOT");
    if (given) {
        snprintf(root, sizeof root, "%s/", given);
        root_length = strlen(root);
    }
    given = getenv("FOLENI_SHIM_CONTROL");
    if (given) {
        int fd = REAL(open)(given, O_RDWR | O_CLOEXEC);
        if (fd >= 0) {
            void *at = mmap(NULL, sizeof nothing, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            if (at != MAP_FAILED) control = at;
            REAL(close)(fd);
        }
    }
    given = getenv("FOLENI_SHIM_RECORD");
    if (given) record = REAL(open)(given, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void note(char kind, unsigned char file, int64_t offset, const struct iovec *data, int parts) {
    if (record < 0) return;
    uint32_t length = 0;
    for (int n = 0; n < parts; n++) length += data[n].iov_len;
    unsigned char head[16] = {kind, file};
    memcpy(head + 4, &length, 4);
    memcpy(head + 8, &offset, 8);
    REAL(write)(record, head, sizeof head);
    for (int n = 0; n < parts; n++) REAL(write)(record, data[n].iov_base, data[n].iov_len);
}

static void note_bytes(char kind, unsigned char file, int64_t offset, const void *data, size_t length) {
    struct iovec one = {(void *)data, length};
    note(kind, file, offset, &one, 1);
}

static int ours(const char *path) {
    /* What SQLite shares between processes is made anew after every start, and never made safe. */
    size_t length = path ? strlen(path) : 0;
    if (length > 4 && !strcmp(path + length - 4, "-shm")) return 0;
    /* The directory itself is made safe too, and with it the names of its files. */
    return root_length && path && !strncmp(path, root, root_length - (length == root_length - 1));
}

static int refused(int growing) {
    while (control->disk == STUCK) usleep(2000);
    switch (control->disk) {
    case FULL: if (growing) { errno = ENOSPC; return 1; } return 0;
    case READ_ONLY: errno = EROFS; return 1;
    case FAILING: errno = EIO; return 1;
    default: return 0;
    }
}

static int opened(int fd, const char *path, int existed) {
    if (fd < 0 || fd >= FILES || !ours(path)) return fd;
    pthread_mutex_lock(&lock);
    unsigned char file = 0;
    for (unsigned char n = 1; n < next_file; n++)
        if (!strcmp(paths[n], path)) file = n;
    if (!file && next_file < 255) {
        file = next_file++;
        snprintf(paths[file], LONGEST, "%s", path);
    }
    files[fd] = file;
    if (!existed) note_bytes('C', file, 0, path + root_length, strlen(path + root_length));
    pthread_mutex_unlock(&lock);
    return fd;
}

static int open_any(const char *path, int flags, mode_t mode) {
    int mine = ours(path);
    int existed = mine && access(path, F_OK) == 0;
    if (mine && (flags & O_ACCMODE) != O_RDONLY && control->disk == READ_ONLY) { errno = EROFS; return -1; }
    if (mine && (flags & O_CREAT) && !existed && refused(1)) return -1;
    int fd = opened(REAL(open)(path, flags, mode), path, existed);
    if (fd >= 0 && fd < FILES && files[fd] && (flags & O_TRUNC) && existed) {
        pthread_mutex_lock(&lock);
        note('T', files[fd], 0, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return open_any(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) {
    MODE(flags)
    return ours(path) ? open_any(path, flags, mode) : REAL(openat)(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
    MODE(flags)
    return ours(path) ? open_any(path, flags, mode) : REAL(openat)(at, path, flags | O_LARGEFILE, mode);
}

int close(int fd) {
    if (fd >= 0 && fd < FILES) files[fd] = 0;
    return REAL(close)(fd);
}

static unsigned char file_of(int fd) { return fd >= 0 && fd < FILES ? files[fd] : 0; }

static int64_t size_of(int fd) {
    struct stat now;
    return fstat(fd, &now) ? 0 : now.st_size;
}

static ssize_t put(int fd, const void *data, size_t length, int64_t offset) {
    unsigned char file = file_of(fd);
    if (refused(offset + (int64_t)length > size_of(fd))) return -1;
    pthread_mutex_lock(&lock);
    ssize_t done = REAL(pwrite)(fd, data, length, offset);
    if (done > 0) note_bytes('W', file, offset, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    return file_of(fd) ? put(fd, data, length, offset) : REAL(pwrite)(fd, data, length, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    return file_of(fd) ? put(fd, data, length, offset) : REAL(pwrite64)(fd, data, length, offset);
}

static int speaks(int fd) {
    struct stat what;
    return record >= 0 && fd != record && !fstat(fd, &what) && (S_ISSOCK(what.st_mode) || S_ISFIFO(what.st_mode));
}

ssize_t write(int fd, const void *data, size_t length) {
    if (file_of(fd)) {
        int64_t offset = lseek(fd, 0, SEEK_CUR);
        ssize_t done = put(fd, data, length, offset);
        if (done > 0) lseek(fd, offset + done, SEEK_SET);
        return done;
    }
    if (!speaks(fd)) return REAL(write)(fd, data, length);
    pthread_mutex_lock(&lock);
    ssize_t done = REAL(write)(fd, data, length);
    if (done > 0) note_bytes('N', 0, fd, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t writev(int fd, const struct iovec *data, int parts) {
    if (!speaks(fd)) return REAL(writev)(fd, data, parts);
    pthread_mutex_lock(&lock);
    ssize_t done = REAL(writev)(fd, data, parts);
    if (done > 0) note('N', 0, fd, data, parts);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t send(int fd, const void *data, size_t length, int flags) {
    if (!speaks(fd)) return REAL(send)(fd, data, length, flags);
    pthread_mutex_lock(&lock);
    ssize_t done = REAL(send)(fd, data, length, flags);
    if (done > 0) note_bytes('N', 0, fd, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (!speaks(fd)) return REAL(sendmsg)(fd, message, flags);
    pthread_mutex_lock(&lock);
    ssize_t done = REAL(sendmsg)(fd, message, flags);
    if (done > 0) note('N', 0, fd, message->msg_iov, message->msg_iovlen);
    pthread_mutex_unlock(&lock);
    return done;
}

static int safe(int fd, int (*how)(int)) {
    unsigned char file = file_of(fd);
    if (!file) return how(fd);
    if (control->sync_ms) usleep(control->sync_ms * 1000);
    if (refused(0)) return -1;
    pthread_mutex_lock(&lock);
    int done = how(fd);
    if (!done) note('S', file, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd) { return safe(fd, REAL(fsync)); }
int fdatasync(int fd) { return safe(fd, REAL(fdatasync)); }

static int cut(int fd, int64_t length) {
    unsigned char file = file_of(fd);
    if (file && refused(length > size_of(fd))) return -1;
    pthread_mutex_lock(&lock);
    int done = REAL(ftruncate)(fd, length);
    if (file && !done) note('T', file, length, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int rename(const char *from, const char *to) {
    if (!ours(from)) return REAL(rename)(from, to);
    if (refused(0)) return -1;
    pthread_mutex_lock(&lock);
    int done = REAL(rename)(from, to);
    if (!done) {
        struct iovec names[2] = {{(void *)(from + root_length), strlen(from + root_length) + 1},
                                 {(void *)(to + root_length), strlen(to + root_length)}};
        note('R', 0, 0, names, 2);
        for (unsigned char n = 1; n < next_file; n++)
            if (!strcmp(paths[n], from)) paths[n][0] = 0; /* an old name opened anew is another file */
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *path) {
    if (!ours(path)) return REAL(unlink)(path);
    if (refused(0)) return -1;
    pthread_mutex_lock(&lock);
    int done = REAL(unlink)(path);
    if (!done) {
        note_bytes('U', 0, 0, path + root_length, strlen(path + root_length));
        for (unsigned char n = 1; n < next_file; n++)
            if (!strcmp(paths[n], path)) paths[n][0] = 0;
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real_clock)(clockid_t, struct timespec *);
    if (!real_clock) real_clock = REAL(clock_gettime);
    int done = real_clock(clock, now);
    if (!done && clock == CLOCK_REALTIME) now->tv_sec += control->clock_s;
    return done;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    unsigned char as_number[sizeof(struct in6_addr)];
    if (control->no_names && name && inet_pton(AF_INET, name, as_number) != 1 && inet_pton(AF_INET6, name, as_number) != 1) {
        /* What a resolver takes that asks servers which do not answer. */
        for (int n = 0; n < 2000 && control->no_names; n++) usleep(10000);
        return EAI_AGAIN;
    }
    return REAL(getaddrinfo)(name, service, hints, found);
}
