// CommonMark's reference parser, as the system installs it.
#include <cmark.h>
