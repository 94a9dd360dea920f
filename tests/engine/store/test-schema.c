/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

#include "sample_project.h"
#include "schema.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

static char *
schema_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "lacquer-project.rng", NULL);
}

static void
test_up_to_date (void)
{
  g_autofree char *path = schema_path (), *there = NULL;
  g_autoptr (GString) made = schema_make ();
  g_assert_true (g_file_get_contents (path, &there, NULL, NULL));
  if (strcmp (there, made->str) != 0)
    g_error ("the table of fields has changed: build/tests/support/make-schema > "
             "data/lacquer-project.rng");
}

static void
collect (void *data, xmlErrorPtr error)
{
  g_string_append (data, error->message);
}

typedef struct {
  xmlRelaxNGPtr schema;
  xmlRelaxNGValidCtxtPtr context;
  GString *errors;
} Validator;

static void
validator_init (Validator *validator)
{
  g_autofree char *path = schema_path ();
  xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt (path);
  validator->schema = xmlRelaxNGParse (parser);
  xmlRelaxNGFreeParserCtxt (parser);
  g_assert_nonnull (validator->schema);
  validator->context = xmlRelaxNGNewValidCtxt (validator->schema);
  validator->errors = g_string_new (NULL);
  xmlRelaxNGSetValidStructuredErrors (validator->context, collect, validator->errors);
}

static void
validator_clear (Validator *validator)
{
  xmlRelaxNGFreeValidCtxt (validator->context);
  xmlRelaxNGFree (validator->schema);
  g_string_free (validator->errors, TRUE);
}

static bool
validate (Validator *validator, const char *text, gsize size)
{
  xmlDoc *document = xmlReadMemory (text, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  g_string_truncate (validator->errors, 0);
  const bool valid = xmlRelaxNGValidateDoc (validator->context, document) == 0;
  xmlFreeDoc (document);
  return valid;
}

static bool
validate_project (Validator *validator, Project *project)
{
  g_autoptr (GBytes) bytes = project_write_xml (project);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  project_unref (project);
  return validate (validator, text, size);
}

/* The id of a reference is random in these, so its kind is not looked at. */
static void
test_written (void)
{
  Validator validator;

  validator_init (&validator);
  if (!validate_project (&validator, sample_song ()))
    g_error ("%s", validator.errors->str);
  if (!validate_project (&validator, sample_large_project (8, 8, 3)))
    g_error ("%s", validator.errors->str);
  for (uint64_t seed = 0; seed < 8; seed++)
    if (!validate_project (&validator, sample_random_project (seed, seed % 2)))
      g_error ("%s", validator.errors->str);
  validator_clear (&validator);
}

/* What the reader refuses the schema refuses too. */
static void
test_refused (void)
{
  static const struct {
    const char *from, *to;
  } spoils[] = {
    { " version=\"0\"", "" },
    { " id=\"p:", " id=\"t:" },
    { " bpm=\"132.5\"", " bpm=\"fast\"" },
    { " bpm=\"132.5\"", " bpm=\"1001\"" },
    { " bpm=\"132.5\"", " bpm=\"NaN\"" },
    { " at=\"3528000000u\"", " at=\"5 s\"" },
    { " at=\"3528000000u\"", "" },
    { " kind=\"main\"", " kind=\"master\"" },
    { " pitch=\"60\"", " pitch=\"128\"" },
    { " velocity=\"0.8\"", "" },
    { " rate=\"48000\"", " rate=\"48k\"" },
    { " gain=\"-inf\"", " gain=\"inf\"" },
    { "<sources>", "text<sources>" },
    { "<sources>", "<sources>text" },
  };
  Validator validator;
  Project *song = sample_song ();
  g_autoptr (GBytes) bytes = project_write_xml (song);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  validator_init (&validator);
  g_assert_true (validate (&validator, text, strlen (text)));
  for (size_t i = 0; i < G_N_ELEMENTS (spoils); i++) {
    g_autoptr (GString) spoiled = g_string_new (text);
    g_assert_cmpuint (g_string_replace (spoiled, spoils[i].from, spoils[i].to, 1), ==, 1);
    if (validate (&validator, spoiled->str, spoiled->len))
      g_error ("'%s' passed for '%s'", spoils[i].to, spoils[i].from);
  }
  validator_clear (&validator);
  project_unref (song);
}

/* What the reader keeps the schema lets pass: as it comes, and as it is written again. */
static void
test_kept (void)
{
  static const struct {
    const char *from, *to;
  } additions[] = {
    { " kind=\"main\"", " kind=\"main\" sort=\"new\"" },
    { "<sources>", "<sauces/><sources>" },
    { "<sources>", "<sources new=\"1\"><sauce/>" },
    { "</sources>", "<sauce><source>text</source></sauce></sources>" },
    { "</sources>", "</sources><x:source xmlns:x=\"urn:x\" x:at=\"1\"/>" },
    { "</tracks>", "<layer/></tracks>" },
    { "</tracks>", "</tracks><anew><tracks/>and <b>text</b></anew>" },
    { "<point ", "<point xmlns:x=\"urn:x\" x:at=\"1\" new=\"2\" " },
    { "</project>", "<tracks new=\"1\"/></project>" },
  };
  Validator validator;
  Project *song = sample_song ();
  g_autoptr (GBytes) bytes = project_write_xml (song);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GString) all = g_string_new (text);

  validator_init (&validator);
  for (size_t i = 0; i < G_N_ELEMENTS (additions); i++) {
    g_autoptr (GString) more = g_string_new (text);
    GError *error = NULL;
    g_assert_cmpuint (g_string_replace (more, additions[i].from, additions[i].to, 1), ==, 1);
    g_assert_cmpuint (g_string_replace (all, additions[i].from, additions[i].to, 1), ==, 1);
    if (!validate (&validator, more->str, more->len))
      g_error ("'%s': %s", additions[i].to, validator.errors->str);
    Project *kept = project_read_xml (more->str, more->len, "x", &error);
    g_assert_no_error (error);
    g_assert_false (node_equal (&kept->node, &song->node));
    if (!validate_project (&validator, kept))
      g_error ("'%s', written: %s", additions[i].to, validator.errors->str);
  }
  Project *kept = project_read_xml (all->str, all->len, "x", NULL);
  g_assert_nonnull (kept);
  if (!validate_project (&validator, kept))
    g_error ("%s", validator.errors->str);
  validator_clear (&validator);
  project_unref (song);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/schema/up-to-date", test_up_to_date);
  g_test_add_func ("/store/schema/written", test_written);
  g_test_add_func ("/store/schema/refused", test_refused);
  g_test_add_func ("/store/schema/kept", test_kept);
  return g_test_run ();
}
