/*
 * The first process of the image that boots, compiled when an image is built. It mounts what the kernel offers, loads
 * the drivers of the devices that are there, configures the network, runs the server, and powers the machine off.
 *
 * The kernel's command line configures it (`lectern.NAME=VALUE` becomes the server's `--NAME=VALUE`):
 *
 *   ip=ADDRESS::GATEWAY:NETMASK   the network, as the kernel's documentation writes it, with `::eth1` behind it for
 *                                 another card than the first; DHCP without it
 *   lectern.data=/dev/vdb         a disk with a file system, for the server's `--data`
 *   lectern.key=KEY               the presenter's key; better by QEMU's fw_cfg or by Xenstore, see keyOfHost
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <cpuid.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/input.h>
#include <linux/reboot.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <net/route.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DATA "/data"
#define SERVER_USER 65534 /* nobody */
#define MOST_WORDS 64
#define MOST_CARDS 8
#define MOST_BUTTONS 8
#define MOST_CONSOLES 4
#define STOP_MS 1500 /* until a server that was asked to end is killed */
#define CONSOLE_MS 200 /* until a console that takes nothing is passed over */
#define SCAN_MS 1000 /* between two looks for devices that are new, until the server runs */
#define STEADY_MS 60000 /* after which a server that runs has proved itself */
#define DEVICE_MS 5000 /* until a disk that is named must be there */

/* ---- Time and words ---- */

static long long now(void) { /* milliseconds since the kernel started */
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/* Every console that the kernel has, so that a screen and a serial line both show what is said. */
static int consoles[MOST_CONSOLES];
static int consoleCount;

/* Writes to all; one that somebody has stopped (Ctrl+S) misses the text after a moment, so that the talk goes on. */
static void writeAll(const char *text, size_t length) {
  for (int i = 0; i < consoleCount; i++)
    for (size_t done = 0; done < length;) {
      ssize_t count = write(consoles[i], text + done, length - done);
      struct pollfd wait = {.fd = consoles[i], .events = POLLOUT};
      if (count > 0) done += count;
      else if (count == 0 || errno != EAGAIN || poll(&wait, 1, CONSOLE_MS) <= 0) break;
    }
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
  char text[1024];
  va_list words;
  va_start(words, format);
  int length = vsnprintf(text, sizeof text - 1, format, words);
  va_end(words);
  if (length > (int)sizeof text - 2) length = sizeof text - 2;
  text[length] = '\n';
  writeAll(text, length + 1);
}

/* Reads a file into `text`, without its last line break. Returns its length, 0 where there is none. */
static int readText(const char *path, char *text, int size) {
  int file = open(path, O_RDONLY | O_CLOEXEC), length = 0, count;
  text[0] = 0;
  if (file < 0) return 0;
  while (length < size - 1 && (count = read(file, text + length, size - 1 - length)) > 0) length += count;
  close(file);
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\0')) length--;
  text[length] = 0;
  return length;
}

static void writeText(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  if (write(file, text, strlen(text)) < 0) say("%s: %s", path, strerror(errno));
  close(file);
}

/* ---- What the kernel offers ---- */

static void mountKernel(void) {
  mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, NULL);
  mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
  mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}

static void openConsoles(void) {
  char names[256], path[300];
  readText("/sys/class/tty/console/active", names, sizeof names);
  for (char *name = strtok(names, " "); name && consoleCount < MOST_CONSOLES; name = strtok(NULL, " ")) {
    snprintf(path, sizeof path, "/dev/%s", name);
    int console = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (console >= 0) consoles[consoleCount++] = console;
  }
  if (consoleCount == 0) consoles[consoleCount++] = open("/dev/console", O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

/* ---- Drivers ---- */

static void loadFile(const char *name) {
  char path[300];
  snprintf(path, sizeof path, "/lib/modules/%s", name);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  if (syscall(SYS_finit_module, file, "", 0) < 0 && errno != EEXIST && errno != ENODEV)
    say("The driver %s does not load: %s.", name, strerror(errno));
  close(file);
  unlink(path); /* others need it, too, and the kernel would read and check all of it again */
}

/*
 * What loads for a device: a pattern of its modalias, how many characters of the pattern are literal (a quick test), and
 * the files to load, in order. Each is a line of a table in /lib/modules.
 */
static struct driver { char *pattern, *files; size_t literal; bool isLoaded; } *drivers;
static size_t driverCount;

/* Adds those of a table. */
static void readDrivers(const char *path) {
  struct stat facts;
  if (stat(path, &facts) < 0) return;
  char *table = malloc(facts.st_size + 1), *line;
  struct driver *all = reallocarray(drivers, driverCount + facts.st_size / 4 + 1, sizeof *drivers);
  if (!table || !all) return;
  drivers = all;
  readText(path, table, facts.st_size + 1);
  while ((line = strsep(&table, "\n")) != NULL) {
    char *files = line, *pattern = strsep(&files, " ");
    if (files) drivers[driverCount++] = (struct driver){pattern, files, strcspn(pattern, "*?["), false};
  }
}

/* Loads the drivers for a device, given its modalias. Returns whether one is new. */
static bool loadDriver(const char *modalias) {
  bool isNew = false;
  for (struct driver *each = drivers; each < drivers + driverCount; each++) {
    if (each->isLoaded || strncmp(each->pattern, modalias, each->literal) != 0 || fnmatch(each->pattern, modalias, 0) != 0)
      continue;
    each->isLoaded = isNew = true;
    for (char *file; (file = strsep(&each->files, " ")) != NULL;) loadFile(file);
  }
  return isNew;
}

/* Loads drivers until there is no new one: a driver of a bus finds further devices. */
static void loadDrivers(void) {
  for (bool isNew = true; isNew;) {
    glob_t found;
    isNew = false;
    if (glob("/sys/bus/*/devices/*/modalias", 0, NULL, &found) != 0) return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
      char modalias[512];
      if (readText(found.gl_pathv[i], modalias, sizeof modalias) > 0 && loadDriver(modalias)) isNew = true;
    }
    globfree(&found);
  }
}

/* ---- The command line ---- */

static char commandLine[4096];
static char *arguments[MOST_WORDS + 4] = {"/node", "/lectern.mjs"};
static int argumentCount = 2;
static char *data, *key, *address;

/* Takes the words of the kernel's command line apart; quotation marks hold words with spaces together. */
static void readCommandLine(void) {
  readText("/proc/cmdline", commandLine, sizeof commandLine);
  char *to = commandLine, *word = to;
  bool isQuoted = false;
  for (char *from = commandLine;; from++) {
    if (*from == '"') isQuoted = !isQuoted;
    else if (*from && (*from != ' ' || isQuoted)) *to++ = *from;
    else {
      bool isLast = !*from;
      *to++ = 0;
      if (strncmp(word, "ip=", 3) == 0) address = word + 3;
      else if (strncmp(word, "lectern.key=", 12) == 0) key = word + 12;
      else if (strncmp(word, "lectern.data=", 13) == 0) data = word + 13;
      else if (strncmp(word, "lectern.", 8) == 0 && argumentCount < MOST_WORDS) {
        /* `lectern.` has room for `--` */
        char *argument = word + 6;
        memcpy(argument, "--", 2);
        arguments[argumentCount++] = argument;
      }
      word = to;
      if (isLast) return;
    }
  }
}

/* ---- The presenter's key, from the host and nobody else ---- */

/* Xenstore: a guest reads its own entries only (docs/misc/xenstore.txt: type 2 is READ; paths may be relative). */
static bool readXenstore(const char *path, char *text, int size) {
  struct { uint32_t type, request, transaction, length; } header = {2, 0, 0, strlen(path) + 1};
  int store = open("/dev/xen/xenbus", O_RDWR | O_CLOEXEC);
  if (store < 0) return false;
  char message[256];
  memcpy(message, &header, sizeof header);
  memcpy(message + sizeof header, path, header.length);
  bool isRead = write(store, message, sizeof header + header.length) > 0 &&
                read(store, &header, sizeof header) == sizeof header && header.type == 2 &&
                header.length < (uint32_t)size && read(store, text, header.length) == (ssize_t)header.length;
  if (isRead) text[header.length] = 0;
  close(store);
  return isRead && *text;
}

/* QEMU's fw_cfg is visible to this machine and its host, Xenstore to this guest and its host. */
static void keyOfHost(void) {
  static char text[256];
  if (readText("/sys/firmware/qemu_fw_cfg/by_name/opt/lectern/key/raw", text, sizeof text) > 0 ||
      readXenstore("data/lectern-key", text, sizeof text))
    key = text;
}

/* ---- The disk for `--data` ---- */

/* Mounts it. Returns false while it is not there. */
static bool mountData(void) {
  static int said; /* 1: that it is missing, 2: that it cannot be mounted */
  struct stat facts;
  if (!data || !*data) return true;
  loadDriver("fs-ext4");
  if (mount(data, DATA, "ext4", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME, NULL) == 0) {
    /* A folder of its own: the disk may have other things on it. */
    if ((mkdir(DATA "/lectern", 0700) < 0 && errno != EEXIST) || chown(DATA "/lectern", SERVER_USER, SERVER_USER) < 0)
      say("The disk %s cannot be written: %s.", data, strerror(errno));
    arguments[argumentCount++] = "--data=" DATA "/lectern";
    return true;
  }
  const char *reason = strerror(errno);
  int problem = stat(data, &facts) == 0 ? 2 : now() < DEVICE_MS ? 0 : 1;
  if (problem == said) return false;
  said = problem;
  if (problem == 2) say("The disk %s cannot be mounted (%s). It needs ext4, as mkfs.ext4 makes it.", data, reason);
  if (problem == 1) say("There is no disk %s, which lectern.data names. The talk waits for it: attach it, or boot without.", data);
  return false;
}

/* ---- The network ---- */

struct card {
  char name[IFNAMSIZ];
  int index, socket;
  uint8_t hardware[ETH_ALEN];
};

static struct card cards[MOST_CARDS];
static int cardCount;

/* A lease, as it is negotiated: addresses in network byte order, times in milliseconds since the kernel started. */
static struct {
  struct card *card;
  uint32_t transaction, client, server, offered;
  enum { DISCOVERING, REQUESTING, BOUND, FIXED } state;
  long long nextSend;
  int sent, unconfirmed;
} lease;

static int control; /* a socket for questions about network cards */

static bool setAddress(int request, const char *name, uint32_t value) {
  struct ifreq ask = {0};
  struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = value};
  snprintf(ask.ifr_name, IFNAMSIZ, "%s", name);
  memcpy(&ask.ifr_addr, &in, sizeof in);
  return ioctl(control, request, &ask) == 0;
}

static void bringUp(const char *name) {
  struct ifreq ask = {0};
  snprintf(ask.ifr_name, IFNAMSIZ, "%s", name);
  ioctl(control, SIOCGIFFLAGS, &ask);
  ask.ifr_flags |= IFF_UP;
  ioctl(control, SIOCSIFFLAGS, &ask);
}

static void configure(const char *name, uint32_t own, uint32_t mask, uint32_t gateway) {
  if (!setAddress(SIOCSIFADDR, name, own) || !setAddress(SIOCSIFNETMASK, name, mask))
    say("The address of %s cannot be set: %s.", name, strerror(errno));
  if (!gateway) return;
  struct sockaddr_in to = {.sin_family = AF_INET}, by = {.sin_family = AF_INET, .sin_addr.s_addr = gateway};
  struct rtentry route = {.rt_flags = RTF_UP | RTF_GATEWAY, .rt_dev = (char *)name};
  if ((own ^ gateway) & mask) { /* as in clouds that give each machine a network of its own */
    struct rtentry direct = {.rt_flags = RTF_UP | RTF_HOST, .rt_dev = (char *)name};
    memcpy(&direct.rt_dst, &by, sizeof by);
    memcpy(&direct.rt_genmask, &to, sizeof to);
    ioctl(control, SIOCADDRT, &direct);
  }
  memcpy(&route.rt_dst, &to, sizeof to);
  memcpy(&route.rt_genmask, &to, sizeof to);
  memcpy(&route.rt_gateway, &by, sizeof by);
  if (ioctl(control, SIOCADDRT, &route) < 0 && errno != EEXIST)
    say("The gateway of %s cannot be set: %s.", name, strerror(errno));
}

/* Lets only answers by DHCP through: UDP to port 68. Without it, every packet of the talk would wake this process. */
static void onlyDhcp(int socket) {
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, offsetof(struct iphdr, protocol)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 0, 3),
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, sizeof(struct iphdr) + offsetof(struct udphdr, dest)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 68, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 65535),
      BPF_STMT(BPF_RET | BPF_K, 0)};
  struct sock_fprog program = {sizeof steps / sizeof *steps, steps};
  setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

/* Brings up the Ethernet cards that are new. */
static void findCards(void) {
  struct if_nameindex *all = if_nameindex();
  for (struct if_nameindex *each = all; each && each->if_index; each++) {
    struct ifreq ask = {0};
    bool isKnown = false;
    for (int i = 0; i < cardCount; i++) isKnown = isKnown || cards[i].index == (int)each->if_index;
    snprintf(ask.ifr_name, IFNAMSIZ, "%s", each->if_name);
    if (isKnown || cardCount == MOST_CARDS || ioctl(control, SIOCGIFHWADDR, &ask) < 0 ||
        ask.ifr_hwaddr.sa_family != 1 /* Ethernet */)
      continue;
    struct card *card = &cards[cardCount];
    *card = (struct card){.index = each->if_index};
    snprintf(card->name, IFNAMSIZ, "%s", each->if_name);
    memcpy(card->hardware, ask.ifr_hwaddr.sa_data, ETH_ALEN);
    bringUp(card->name);
    card->socket = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_IP));
    onlyDhcp(card->socket);
    struct sockaddr_ll place = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = card->index};
    if (card->socket < 0 || bind(card->socket, (struct sockaddr *)&place, sizeof place) < 0) {
      say("The network card %s cannot be used: %s.", card->name, strerror(errno));
      if (card->socket >= 0) close(card->socket);
      continue;
    }
    cardCount++;
  }
  if_freenameindex(all);
}

/* A message of DHCP (RFC 2131), with the headers below it. */
struct message {
  struct iphdr ip;
  struct udphdr udp;
  uint8_t operation, hardwareType, hardwareLength, hops;
  uint32_t transaction;
  uint16_t seconds, flags;
  uint32_t client, own, next, relay;
  uint8_t hardware[16], serverName[64], file[128];
  uint32_t cookie;
  uint8_t options[312];
} __attribute__((packed));

enum { DISCOVER = 1, OFFER = 2, REQUEST = 3, ACK = 5, NAK = 6 };
#define COOKIE 0x63825363

static uint16_t checksum(const void *bytes, int length) {
  uint32_t sum = 0;
  for (int i = 0; i + 1 < length; i += 2) {
    uint16_t word;
    memcpy(&word, (const uint8_t *)bytes + i, 2);
    sum += word;
  }
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum;
}

static uint8_t *addOption(uint8_t *at, uint8_t code, uint8_t length, const void *value) {
  *at++ = code;
  *at++ = length;
  memcpy(at, value, length);
  return at + length;
}

/* Sends DISCOVER, or REQUEST for what was offered, to everyone on the card's network. */
static void sendDhcp(struct card *card, uint8_t type) {
  struct message message = {
      .ip = {.version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_UDP, .daddr = INADDR_BROADCAST},
      .operation = 1, .hardwareType = 1, .hardwareLength = ETH_ALEN,
      .transaction = lease.transaction, .flags = htons(0x8000), .cookie = htonl(COOKIE)};
  bool isRenewal = lease.state == BOUND;
  if (isRenewal) message.client = message.ip.saddr = lease.client;
  memcpy(message.hardware, card->hardware, ETH_ALEN);
  uint8_t *at = addOption(message.options, 53, 1, &type);
  at = addOption(at, 55, 4, (uint8_t[]){1, 3, 51, 54}); /* mask, router, lease time, server */
  at = addOption(at, 12, 7, "lectern");
  if (type == REQUEST && !isRenewal) {
    at = addOption(at, 50, 4, &lease.offered);
    at = addOption(at, 54, 4, &lease.server);
  }
  *at = 255;
  message.ip.tot_len = htons(sizeof message);
  message.ip.check = checksum(&message.ip, sizeof message.ip);
  message.udp.source = htons(68);
  message.udp.dest = htons(67);
  message.udp.len = htons(sizeof message - sizeof message.ip); /* its checksum may be 0 */
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP),
                           .sll_ifindex = card->index, .sll_halen = ETH_ALEN};
  memset(to.sll_addr, 0xff, ETH_ALEN);
  sendto(card->socket, &message, sizeof message, 0, (struct sockaddr *)&to, sizeof to);
}

/* Returns an option's value of at least `length` bytes; NULL for none. */
static const uint8_t *optionOf(const struct message *message, int bytes, uint8_t code, int length) {
  const uint8_t *at = message->options, *end = (const uint8_t *)message + bytes;
  while (at + 1 < end && *at != 255) {
    if (*at == 0) { at++; continue; }
    if (at + 2 + at[1] > end) return NULL;
    if (*at == code && at[1] >= length) return at + 2;
    at += 2 + at[1];
  }
  return NULL;
}

static uint32_t addressIn(const struct message *message, int bytes, uint8_t code) {
  uint32_t value = 0;
  const uint8_t *at = optionOf(message, bytes, code, 4);
  if (at) memcpy(&value, at, 4);
  return value;
}

/* Chooses a number by which answers are known: a new one after each, so that nobody can answer unasked. */
static void newTransaction(void) {
  if (getrandom(&lease.transaction, sizeof lease.transaction, GRND_NONBLOCK) < 0)
    lease.transaction = (uint32_t)now() * 2654435761u;
}

static void receiveDhcp(struct card *card) {
  struct message message;
  int bytes = recv(card->socket, &message, sizeof message, 0);
  if (bytes < (int)offsetof(struct message, options) || message.ip.ihl != 5 || message.ip.protocol != IPPROTO_UDP ||
      message.udp.dest != htons(68) || message.operation != 2 || message.transaction != lease.transaction ||
      message.cookie != htonl(COOKIE) || memcmp(message.hardware, card->hardware, ETH_ALEN) != 0)
    return;
  const uint8_t *type = optionOf(&message, bytes, 53, 1);
  if (!type) return;
  uint32_t from = addressIn(&message, bytes, 54);
  if (*type == OFFER && lease.state == DISCOVERING && message.own && from) {
    lease.card = card;
    lease.offered = message.own;
    lease.server = from;
    lease.state = REQUESTING;
    lease.nextSend = now();
    lease.sent = 0;
  } else if (card != lease.card || from != lease.server) {
    return;
  } else if (*type == ACK && message.own == lease.offered && (lease.state == REQUESTING || lease.state == BOUND)) {
    uint32_t mask = addressIn(&message, bytes, 1), seconds = ntohl(addressIn(&message, bytes, 51));
    if (lease.state == REQUESTING)
      configure(card->name, message.own, mask ? mask : htonl(0xffffff00), addressIn(&message, bytes, 3));
    lease.client = message.own;
    lease.state = BOUND;
    lease.nextSend = now() + (seconds < 120 ? 60 : seconds / 2) * 1000LL;
    newTransaction();
  } else if (*type == NAK && lease.state == REQUESTING) {
    lease.state = DISCOVERING;
    lease.nextSend = now() + 1000;
  }
}

/* Sends what is due, and says every ten seconds what is missing. */
static void driveDhcp(void) {
  if (lease.state == FIXED || now() < lease.nextSend) return;
  if (lease.state == BOUND) {
    sendDhcp(lease.card, REQUEST);
    lease.nextSend = now() + 60000;
    /* Without an answer, or with a refusal, the address stays, since a talk is running. */
    return;
  }
  findCards();
  if (lease.sent > 0 && lease.sent % 10 == 0)
    say(cardCount == 0 ? "No network card was found. Give this machine one that the kernel has a driver for."
                       : "No answer by DHCP yet. Without such a server, boot with ip=ADDRESS::GATEWAY:NETMASK.");
  if (lease.state == REQUESTING && lease.sent > 4) {
    lease.state = DISCOVERING;
    if (lease.unconfirmed++ % 4 == 0) say("A DHCP server offers an address and does not confirm it.");
  }
  for (int i = 0; i < cardCount; i++)
    if (lease.state == DISCOVERING || lease.card == &cards[i])
      sendDhcp(&cards[i], lease.state == DISCOVERING ? DISCOVER : REQUEST);
  lease.sent++;
  lease.nextSend = now() + (lease.sent < 3 && cardCount > 0 ? 400 : 1000);
}

/* Takes `ip=` apart: client, server, gateway, netmask, hostname, device. Returns whether it has an address. */
static bool setFixed(void) {
  static bool isSaid;
  char *fields[7] = {0}, text[256];
  uint32_t own, gateway = 0, mask = htonl(0xffffff00);
  if (!address || !strchr(address, '.')) return false;
  snprintf(text, sizeof text, "%s", address);
  char *rest = text;
  for (int i = 0; i < 7 && rest; i++) fields[i] = strsep(&rest, ":");
  bool isRight = inet_pton(AF_INET, fields[0], &own) == 1 &&
                 (!fields[2] || !*fields[2] || inet_pton(AF_INET, fields[2], &gateway) == 1) &&
                 (!fields[3] || !*fields[3] || inet_pton(AF_INET, fields[3], &mask) == 1);
  if (!isRight) {
    say("ip=%s is not such as ip=192.0.2.7::192.0.2.1:255.255.255.0, so the address comes by DHCP.", address);
    address = NULL;
    return false;
  }
  findCards();
  for (int i = 0; i < cardCount; i++)
    if (!fields[5] || !*fields[5] || strcmp(fields[5], cards[i].name) == 0) {
      configure(cards[i].name, own, mask, gateway);
      lease.state = FIXED;
      return true;
    }
  if (!isSaid && now() > DEVICE_MS) {
    say("No network card%s%s was found. Give this machine one that the kernel has a driver for.",
        fields[5] && *fields[5] ? " " : "", fields[5] ? fields[5] : "");
    isSaid = true;
  }
  return true;
}

static bool hasNetwork(void) { return lease.state == BOUND || lease.state == FIXED; }

/* ---- Where it runs ---- */

static void describeMachine(void) {
  static const struct { const char *signature, *name; } known[] = {
      {"TCGTCGTCGTCG", "QEMU, which emulates the processor"}, {"KVMKVMKVM", "KVM"}, {"XenVMMXenVMM", "Xen"},
      {"Microsoft Hv", "Hyper-V"}, {"VMwareVMware", "VMware"}, {"VBoxVBoxVBox", "VirtualBox"},
      {"bhyve bhyve ", "bhyve"}};
  char kind[32], major[16], minor[16], guest[32], text[160], bytes[32], signature[13] = "";
  readText("/sys/hypervisor/type", kind, sizeof kind);
  unsigned a, b, c, d;
  if (strcmp(kind, "xen") == 0) {
    readText("/sys/hypervisor/version/major", major, sizeof major);
    readText("/sys/hypervisor/version/minor", minor, sizeof minor);
    readText("/sys/hypervisor/guest_type", guest, sizeof guest);
    snprintf(text, sizeof text, "Xen %s.%s (%s)", major, minor, guest);
  } else {
    snprintf(text, sizeof text, "a machine without a hypervisor");
    /* CPUID: bit 31 of leaf 1 is set by hypervisors, which state their name in leaf 0x40000000. */
    if (__get_cpuid(1, &a, &b, &c, &d) && c >> 31) {
      __cpuid(0x40000000, a, b, c, d);
      memcpy(signature, &b, 4);
      memcpy(signature + 4, &c, 4);
      memcpy(signature + 8, &d, 4);
      snprintf(text, sizeof text, "a hypervisor that names itself %s", signature);
      for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].signature, signature) == 0) snprintf(text, sizeof text, "%s", known[i].name);
    }
  }
  setenv("LECTERN_BOOTED_ON", text, 1);
  readText("/image-bytes", bytes, sizeof bytes);
  setenv("LECTERN_IMAGE_BYTES", bytes, 1);
}

/* ---- The server ---- */

static pid_t server;
static int output = -1; /* what the server prints */
static long long startAt, startedAt;
static int restarts;
static bool hasEnded; /* once, at least */

static void startServer(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  startedAt = now();
  if (hasEnded) {
    char text[32];
    snprintf(text, sizeof text, "%lld.%03lld", startedAt / 1000, startedAt % 1000);
    setenv("LECTERN_STARTED_AGAIN", text, 1);
  }
  server = fork();
  if (server == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    if (setgroups(0, NULL) < 0 || setgid(SERVER_USER) < 0 || setuid(SERVER_USER) < 0) _exit(126);
    execv(arguments[0], arguments);
    dprintf(2, "%s: %s\n", arguments[0], strerror(errno));
    _exit(127);
  }
  close(ends[1]);
  if (output >= 0) close(output);
  output = ends[0];
}

/* Prints what the server has printed. Returns whether there was something. */
static bool passOutput(void) {
  char text[4096];
  ssize_t count = read(output, text, sizeof text);
  if (count > 0) writeAll(text, count);
  else if (count == 0 || errno != EAGAIN) {
    close(output);
    output = -1;
  }
  return count > 0;
}

static void reap(bool isEnding) {
  int status;
  for (pid_t ended; (ended = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (ended != server) continue;
    while (output >= 0 && passOutput());
    server = 0;
    hasEnded = true;
    if (isEnding) continue;
    if (now() - startedAt > STEADY_MS) restarts = 0;
    int delay = restarts < 5 ? 1 << restarts : 30;
    restarts++;
    startAt = now() + delay * 1000;
    if (WIFSIGNALED(status))
      say("The server was ended by signal %d (%s). It starts again in %d s.", WTERMSIG(status),
          strsignal(WTERMSIG(status)), delay);
    else say("The server ended with status %d. It starts again in %d s.", WEXITSTATUS(status), delay);
  }
}

/* ---- The end ---- */

static void powerOff(int how) {
  sync();
  if (data) umount2(DATA, 0);
  reboot(how);
  _exit(0);
}

static void end(int how) {
  say(how == RB_AUTOBOOT ? "Rebooting." : "Powering off.");
  if (server > 0) kill(server, SIGTERM);
  for (long long limit = now() + STOP_MS; server > 0 && now() < limit;) {
    struct pollfd wait = {.fd = output, .events = POLLIN};
    if (poll(&wait, 1, 20) > 0 && wait.revents) passOutput();
    reap(true);
  }
  if (server > 0 && kill(server, SIGKILL) == 0) waitpid(server, NULL, 0);
  powerOff(how);
}

/* ---- Buttons ---- */

static int buttons[MOST_BUTTONS];
static int buttonCount;

static void openButtons(void) {
  glob_t found;
  while (buttonCount > 0) close(buttons[--buttonCount]);
  if (glob("/dev/input/event*", 0, NULL, &found) != 0) return;
  for (size_t i = 0; i < found.gl_pathc && buttonCount < MOST_BUTTONS; i++) {
    int button = open(found.gl_pathv[i], O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    unsigned char keys[KEY_MAX / 8 + 1] = {0};
    if (button < 0) continue;
    bool isPower = ioctl(button, EVIOCGBIT(EV_KEY, sizeof keys), keys) >= 0 && keys[KEY_POWER / 8] >> KEY_POWER % 8 & 1;
    if (isPower) buttons[buttonCount++] = button;
    else close(button);
  }
  globfree(&found);
}

static void readButton(int *button) {
  struct input_event event;
  ssize_t count;
  while ((count = read(*button, &event, sizeof event)) == sizeof event)
    if (event.type == EV_KEY && event.code == KEY_POWER && event.value == 1) end(RB_POWER_OFF);
  if (count >= 0 || errno == EAGAIN) return;
  close(*button); /* the device is gone */
  *button = -1;
}

/* ---- The first process ---- */

/*
 * As /sbin/poweroff and /sbin/reboot, which the kernel calls when Xen wants the end, it asks the first process. Booted
 * as the first process (`rdinit=/sbin/poweroff`), it ends at once, which shows how long the kernel takes alone.
 */
static int askFirst(bool isReboot) {
  if (getpid() == 1) powerOff(isReboot ? RB_AUTOBOOT : RB_POWER_OFF);
  return kill(1, isReboot ? SIGTERM : SIGUSR2) < 0;
}

static void readSignal(int signals) {
  struct signalfd_siginfo signal;
  if (read(signals, &signal, sizeof signal) != sizeof signal) return;
  if (signal.ssi_signo == SIGCHLD) reap(false);
  else end(signal.ssi_signo == SIGUSR2 ? RB_POWER_OFF : RB_AUTOBOOT);
}

/* Starts the server once everything that it needs is there. */
static void driveServer(void) {
  static bool isReady;
  if (server > 0 || now() < startAt || (!isReady && !hasNetwork())) return;
  if (!isReady) {
    if (!mountData()) {
      startAt = now() + 200;
      return;
    }
    keyOfHost();
    if (key) setenv("LECTERN_KEY", key, 1);
    describeMachine();
    mount(NULL, "/", NULL, MS_REMOUNT | MS_RDONLY, NULL);
    isReady = true;
  }
  startServer();
}

int main(int count, char **words) {
  const char *name = count > 0 ? basename(words[0]) : "";
  bool isReboot = strcmp(name, "reboot") == 0;
  if (isReboot || strcmp(name, "poweroff") == 0) return askFirst(isReboot);
  mountKernel();
  openConsoles();
  writeText("/proc/sys/kernel/printk", "3");
  writeText("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
  reboot(RB_DISABLE_CAD); /* Ctrl+Alt+Del becomes a signal */
  readCommandLine();
  setenv("HOME", "/", 1);
  if (sethostname("lectern", 7) < 0) say("The machine cannot be named: %s.", strerror(errno));
  readDrivers("/lib/modules/aliases");
  if (data) readDrivers("/lib/modules/disk-aliases");
  loadDriver("lectern:always");
  control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bringUp("lo");
  newTransaction();

  sigset_t handled;
  sigemptyset(&handled);
  for (size_t i = 0; i < 5; i++) sigaddset(&handled, (int[]){SIGCHLD, SIGTERM, SIGINT, SIGUSR1, SIGUSR2}[i]);
  sigprocmask(SIG_BLOCK, &handled, NULL);
  int signals = signalfd(-1, &handled, SFD_CLOEXEC);

  for (long long scanAt = 0;;) {
    if (server <= 0 && now() >= scanAt) { /* a device may be found late */
      loadDrivers();
      openButtons();
      scanAt = now() + SCAN_MS;
    }
    if (lease.state != FIXED && !setFixed()) driveDhcp();
    driveServer();
    struct pollfd waits[2 + MOST_BUTTONS + MOST_CARDS];
    int waitCount = 0;
    waits[waitCount++] = (struct pollfd){.fd = signals, .events = POLLIN};
    waits[waitCount++] = (struct pollfd){.fd = output, .events = POLLIN};
    for (int i = 0; i < buttonCount; i++) waits[waitCount++] = (struct pollfd){.fd = buttons[i], .events = POLLIN};
    for (int i = 0; i < cardCount && lease.state != FIXED; i++)
      waits[waitCount++] = (struct pollfd){.fd = cards[i].socket, .events = POLLIN};
    /* Short while something is awaited, then a second, for leases and restarts. */
    poll(waits, waitCount, server > 0 ? 1000 : 50);
    if (waits[0].revents) readSignal(signals);
    if (output >= 0 && waits[1].revents) passOutput();
    for (int i = 0; i < buttonCount; i++)
      if (waits[2 + i].revents) readButton(&buttons[i]);
    for (int i = 0; i < cardCount && lease.state != FIXED && 2 + buttonCount + i < waitCount; i++)
      if (waits[2 + buttonCount + i].revents) receiveDhcp(&cards[i]);
  }
}
