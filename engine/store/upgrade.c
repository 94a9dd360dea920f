/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/upgrade.h"

#include <libxml/parser.h>

#include "base/error.h"
#include "base/number.h"
#include "model/project.h"

static const UpgradeFunction functions_of_this_version[] = { NULL };
_Static_assert(G_N_ELEMENTS (functions_of_this_version) == PROJECT_VERSION + 1,
               "PROJECT_VERSION is the number of upgrade functions");

const UpgradeFunction *
upgrade_functions (void)
{
  return functions_of_this_version;
}

static void
ignore_error (void *data, xmlErrorPtr error)
{
}

GBytes *
upgrade_xml (const char *bytes, size_t size, int version, const UpgradeFunction *functions,
             int n_functions, GError **error)
{
  xmlParserCtxtPtr context = xmlNewParserCtxt ();
  xmlChar *text = NULL;
  char number[NUMBER_TEXT_SIZE];
  int n = 0;
  bool good = true;

  context->sax->serror = ignore_error;
  xmlDoc *document = xmlCtxtReadMemory (context, bytes, (int) size, NULL, "UTF-8",
                                        XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOBLANKS);
  xmlFreeParserCtxt (context);
  if (!document || document->intSubset) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the file of version %d is damaged and cannot be brought up to date", version);
    xmlFreeDoc (document);
    return NULL;
  }
  xmlNode *root = xmlDocGetRootElement (document);
  for (int i = version; i < n_functions && good; i++)
    good = functions[i](root, error);
  if (good) {
    number_write_int (number, n_functions);
    xmlSetProp (root, (const xmlChar *) "version", (const xmlChar *) number);
    xmlDocDumpFormatMemoryEnc (document, &text, &n, "UTF-8", 1);
  }
  xmlFreeDoc (document);
  if (!good)
    return NULL;
  return g_bytes_new_with_free_func (text, (gsize) n, xmlFree, text);
}
