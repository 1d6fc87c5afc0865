#include <stdio.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b)) /* c */
typedef struct node { int x; struct node *next; } node_t;
static const char *names[] = { "a\n", "b\x41", NULL };
int main(int argc, char **argv) {
  unsigned long n = 0xFFUL; float f = 1.5e-3f; char c = '\'';
  for (int i = 0; i < argc && !done; ++i) { if (n & 1) continue; printf("%d %s %5.2f\n", i, argv[i], f); }
  switch (n) { case 1: break; default: goto end; }
end:
  return sizeof(node_t) ? -1 : 0; // comment
}
#ifdef X
#endif
