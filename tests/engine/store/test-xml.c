/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "model/check.h"
#include "sample_project.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

static GBytes *
write_of (const Project *project)
{
  return project_write_xml (project);
}

static Project *
parse (GBytes *bytes)
{
  GError *error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  Project *project = project_parse_xml (text, size, "x", &error);
  g_assert_no_error (error);
  return project;
}

static void
assert_same_text (GBytes *a, GBytes *b)
{
  if (g_bytes_equal (a, b))
    return;
  g_autofree char *one = g_strndup (g_bytes_get_data (a, NULL), g_bytes_get_size (a));
  g_autofree char *two = g_strndup (g_bytes_get_data (b, NULL), g_bytes_get_size (b));
  g_auto (GStrv) p = g_strsplit (one, "\n", -1);
  g_auto (GStrv) q = g_strsplit (two, "\n", -1);
  for (int i = 0; p[i] && q[i]; i++)
    g_assert_cmpstr (p[i], ==, q[i]);
  g_assert_not_reached ();
}

/* Every kind and every field of the table comes back, and is written again as it was. */
static void
test_round_trip (void)
{
  for (int seed = 0; seed < 16; seed++) {
    Project *project = sample_random_project ((uint64_t) seed, seed % 2);
    g_autoptr (GBytes) bytes = write_of (project);
    Project *back = parse (bytes);
    g_autoptr (GBytes) again = write_of (back);
    assert_same_text (bytes, again);
    g_assert_true (node_equal (&project->node, &back->node));
    project_unref (project);
    project_unref (back);
  }
}

static void
test_sample_song (void)
{
  Project *project = sample_song ();
  g_autoptr (GPtrArray) faults = project_check (project);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) faults->pdata[i]);
  g_assert_cmpuint (faults->len, ==, 0);
  g_autoptr (GBytes) bytes = write_of (project);
  GError *error = NULL;
  Project *back =
      project_read_xml (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "x", &error);
  g_assert_no_error (error);
  g_assert_true (node_equal (&project->node, &back->node));
  project_unref (project);
  project_unref (back);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define MAIN_TRACK "    <track id=\"t:00000000001\" kind=\"main\" name=\"Master\""
#define TRACKS "  <tracks>\n" MAIN_TRACK "/>\n  </tracks>\n"
#define SONG HEAD "<project version=\"0\" id=\"p:00000000001\">\n" TRACKS "</project>\n"

/* The very form of the file. */
static void
test_form (void)
{
  static const char *const texts[] = {
    SONG,
    HEAD
    "<project version=\"0\" id=\"p:00000000001\" kind=\"album\" name=\"A &amp; &quot;B&quot;\""
    " loop-to=\"15360t\" loop=\"yes\" punch-to=\"705600000u\">\n"
    "  <tempo-map>\n"
    "    <tempo id=\"o:00000000001\" at=\"0\" bpm=\"120\"/>\n"
    "    <tempo id=\"o:00000000002\" at=\"15360\" bpm=\"97.25\" ramp=\"yes\"/>\n"
    "  </tempo-map>\n"
    "  <tracks>\n"
    "    <track id=\"t:00000000002\" gain=\"-inf\" vcas=\"t:00000000003 t:00000000004\">\n"
    "      <instrument>\n"
    "        <effect id=\"e:00000000001\" kind=\"synth\">\n"
    "          <param name=\"cutoff\" value=\"0.1\"/>\n"
    "          <param name=\"wave\" text=\"saw\"/>\n"
    "        </effect>\n"
    "      </instrument>\n"
    "      <envelope id=\"v:00000000001\" param=\"gain\">\n"
    "        <point at=\"0\" value=\"-6\"/>\n"
    "        <point at=\"100\" value=\"0\" shape=\"curve\" tension=\"0.5\"/>\n"
    "      </envelope>\n"
    "      <clip id=\"c:00000000001\" kind=\"notes\" start=\"0t\" length=\"61440t\">\n"
    "        <note id=\"n:00000000001\" at=\"0\" length=\"15360\" pitch=\"60\" velocity=\"0.8\""
    "/>\n"
    "        <note at=\"0\" length=\"15360\" pitch=\"64\" channel=\"2\" velocity=\"1\""
    " release=\"0.5\" mute=\"yes\" lyric=\"la\"/>\n"
    "      </clip>\n"
    "    </track>\n" MAIN_TRACK "/>\n"
    "  </tracks>\n"
    "</project>\n",
    /* What a newer version wrote stays, one element a line. */
    HEAD "<project version=\"0\" id=\"p:00000000001\" new=\"1&#10;2\">\n"
         "  <tracks>\n" MAIN_TRACK " b:c=\"x\" xmlns:b=\"urn:b\">\n"
         "      <b:thing d=\"&lt;\">\n"
         "        <e>two\twords</e>\n"
         "      </b:thing>\n"
         "      <f/>\n"
         "    </track>\n"
         "  </tracks>\n"
         "  <g/>\n"
         "  <tracks h=\"1\">\n"
         "    <i/>\n"
         "  </tracks>\n"
         "</project>\n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    Project *project = parse (bytes);
    g_autoptr (GBytes) back = write_of (project);
    if (i == 2) {
      g_autofree char *text = g_strndup (g_bytes_get_data (back, NULL), g_bytes_get_size (back));
      g_assert_nonnull (strstr (text,
                                " xmlns:b=\"urn:b\" b:c=\"x\">\n      <b:thing d=\"&lt;\">\n"
                                "        <e>two&#9;words</e>\n      </b:thing>\n      <f/>\n"));
      g_assert_nonnull (strstr (text, "  <tracks h=\"1\">\n    <i/>\n  </tracks>\n"));
      Project *twice = parse (back);
      g_assert_true (node_equal (&project->node, &twice->node));
      project_unref (twice);
    } else {
      assert_same_text (bytes, back);
    }
    project_unref (project);
  }
}

/* A song with one line replaced or put in. */
#define BAD_ROOT(attributes) HEAD "<project " attributes ">\n" TRACKS "</project>\n"
#define BAD_TRACK(attributes)                                                                      \
  HEAD "<project version=\"0\" id=\"p:00000000001\">\n  <tracks>\n    <track " attributes          \
       "/>\n" MAIN_TRACK "/>\n  </tracks>\n</project>\n"
#define BAD_CONTENT(content)                                                                       \
  HEAD "<project version=\"0\" id=\"p:00000000001\">\n" content TRACKS "</project>\n"
#define BAD_CLIP(content)                                                                          \
  HEAD "<project version=\"0\" id=\"p:00000000001\">\n  <tracks>\n    <track "                     \
       "id=\"t:00000000002\">\n" content "    </track>\n" MAIN_TRACK                               \
       "/>\n  </tracks>\n</project>\n"

static const struct {
  const char *text, *error;
} bad[] = {
  { "", "the file is empty" },
  { " \n\t\n", "the file is empty" },
  { "{ \"json\": 1 }", "not a Lacquer project: it is not XML" },
  { "\177ELF\002\001", "not a Lacquer project" },
  { "<html/>", "not a Lacquer project: its first element is 'html'" },
  { "<project/>", "version is missing" },
  { "<project xmlns=\"http://maven.apache.org/POM/4.0.0\" version=\"0\"/>",
    "not a Lacquer project" },
  { "<!DOCTYPE project [<!ENTITY a \"b\">]>\n" BAD_ROOT ("version=\"0\""), "document type" },
  { HEAD "<!DOCTYPE project SYSTEM \"file:///etc/passwd\">\n<project version=\"0\"/>",
    "document type" },
  { BAD_ROOT ("version=\"1\" id=\"p:00000000001\""), "newer version of Lacquer" },
  { BAD_ROOT ("version=\"-1\" id=\"p:00000000001\""), "version is missing or no number" },
  { BAD_ROOT ("version=\"0\""), "line 2: project: id is missing" },
  { BAD_ROOT ("version=\"0\" id=\"t:00000000001\""),
    "line 2: project: id is an id of another kind" },
  { BAD_ROOT ("version=\"0\" id=\"p:0000000000u\""), "id is not an id" },
  { BAD_ROOT ("version=\"0\" id=\"p:00000000001\" rate=\"48000.5\""),
    "rate is not a whole number" },
  { BAD_ROOT ("version=\"0\" id=\"p:00000000001\" rate=\"8000\""), "rate is out of range" },
  { BAD_ROOT ("version=\"0\" id=\"p:00000000001\" name=\"&e;\""), "not well-formed XML" },
  { BAD_ROOT ("version=\"0\" id=\"p:00000000001\" name=\"&#1;\""), "not well-formed XML" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"loud\""),
    "line 4: track: gain is not a number ('loud')" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"nan\""), "gain is not a number" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"0x10\""), "gain is not a number" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\" 1\""), "gain is not a number" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"\""), "gain is not a number" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"1e400\""), "gain is not a number" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"61\""), "gain is out of range" },
  { BAD_TRACK ("id=\"t:00000000002\" gain=\"inf\""), "gain is out of range" },
  { BAD_TRACK ("id=\"t:00000000002\" delay=\"99999999999999999999\""),
    "delay is not a whole number" },
  { BAD_TRACK ("id=\"t:00000000002\" delay=\"4000000000000001\""), "delay is out of range" },
  { BAD_TRACK ("id=\"t:00000000002\" kind=\"guitar\""), "kind is none of its words ('guitar')" },
  { BAD_TRACK ("id=\"t:00000000002\" mute=\"true\""), "mute is neither yes nor no" },
  { BAD_TRACK ("id=\"t:00000000002\" vcas=\"t:00000000001,t:00000000003\""), "vcas is not a list" },
  { BAD_TRACK ("id=\"t:00000000002\" vcas=\"t:00000000001 t:00000000001\""), "names one id twice" },
  { BAD_TRACK ("id=\"t:00000000002\" group=\"t:1\""), "group is not an id" },
  { BAD_TRACK ("id=\"t:00000000002\" group=\"t:00000000009\""), "group refers to nothing" },
  { BAD_TRACK ("id=\"t:00000000002\" group=\"p:00000000001\""),
    "group refers to something of another" },
  { BAD_TRACK ("id=\"t:00000000002\" group=\"t:00000000002\""), "no group or folder" },
  { BAD_TRACK ("id=\"t:00000000002\" pan=\"0\" pan=\"0\""), "not well-formed XML" },
  { BAD_TRACK ("id=\"t:00000000001\""), "the id is used twice" },
  { BAD_TRACK ("id=\"t:00000000002\" kind=\"main\""), "the main track must be the last" },
  { HEAD "<project version=\"0\" id=\"p:00000000001\"/>", "0 main tracks" },
  { BAD_CONTENT ("  text\n"), "there is text between the elements" },
  { BAD_CONTENT ("  <markers>\n    <marker id=\"m:00000000001\"/>\n  </markers>\n"),
    "line 4: marker: at is missing" },
  { BAD_CONTENT ("  <markers>\n    <marker id=\"m:00000000001\" at=\"12\"/>\n  </markers>\n"),
    "at is not a place in ticks" },
  { BAD_CONTENT (
        "  <markers>\n    <marker id=\"m:00000000001\" at=\"4000000000001t\"/></markers>\n"),
    "at is out of range" },
  { BAD_CLIP ("<clip id=\"c:00000000001\" start=\"0t\" length=\"0u\"/>"), "has no length" },
  { BAD_CLIP ("<clip id=\"c:00000000001\" start=\"0t\" length=\"9u\" source=\"t:00000000001\"/>"),
    "source refers to something of another kind" },
  { BAD_CLIP ("<envelope id=\"v:00000000001\"><point at=\"0\"/></envelope>"), "value is missing" },
  { BAD_CLIP ("<envelope id=\"v:00000000001\"><point at=\"9\" value=\"0\"/>\n<point at=\"9\" "
              "value=\"0\"/></envelope>"),
    "line 6: point: at is not behind" },
  { BAD_CLIP ("<effect id=\"e:00000000001\"/>"), NULL }, /* not in a wrapper: unknown, so kept */
  { BAD_CLIP ("<effects><effect id=\"e:00000000001\"><param name=\"a\" value=\"1\"/><param "
              "name=\"a\" value=\"2\"/></effect></effects>"),
    "'a' stands there twice" },
  { BAD_CLIP ("<effects><effect id=\"e:00000000001\"><param name=\"a\"/></effect></effects>"),
    "param: value is missing" },
  { BAD_CLIP ("<clip id=\"c:00000000001\" start=\"0t\" length=\"1t\"><note at=\"0\" length=\"1\" "
              "pitch=\"128\" velocity=\"1\"/></clip>"),
    "note: pitch is out of range" },
  { BAD_CLIP ("<clip id=\"c:00000000001\" start=\"0t\" length=\"1t\"><note at=\"0\" length=\"0\" "
              "pitch=\"1\" velocity=\"1\"/></clip>"),
    "note: length is out of range" },
};

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    GError *error = NULL;
    Project *project =
        project_read_xml (bad[i].text, strlen (bad[i].text), "Song/Song.lacquer", &error);
    if (!bad[i].error) {
      g_assert_no_error (error);
      project_unref (project);
      continue;
    }
    g_assert_null (project);
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
    g_test_message ("%s", error->message);
    g_assert_true (g_str_has_prefix (error->message, "cannot open 'Song/Song.lacquer': "));
    if (!strstr (error->message, bad[i].error))
      g_error ("case %zu: '%s' lacks '%s'", i, error->message, bad[i].error);
    g_error_free (error);
  }
}

/* Cut off anywhere it is refused, in a damaged form it never crashes. */
static void
test_cut_off (void)
{
  Project *song = sample_song ();
  g_autoptr (GBytes) bytes = write_of (song);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n + 2 < size; n += 97) {
    GError *error = NULL;
    g_assert_null (project_read_xml (text, n, "x", &error));
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
    if (n > 100)
      if (!strstr (error->message, "cut off"))
        g_error ("%s", error->message);
    g_error_free (error);
  }
  g_autofree char *binary = g_memdup2 (text, size);
  binary[size / 2] = '\0';
  g_autoptr (GError) error = NULL;
  g_assert_null (project_read_xml (binary, size, "x", &error));
  g_assert_nonnull (strstr (error->message, "not UTF-8 text"));
  project_unref (song);
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (SONG);
  g_string_truncate (deep, deep->len - strlen ("</project>\n"));
  const gsize body = deep->len;
  GError *error = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (deep, "<x>");
  g_assert_null (project_read_xml (deep->str, deep->len, "x", &error));
  g_assert_nonnull (strstr (error->message, "nested too deeply"));
  g_clear_error (&error);

  g_string_truncate (deep, body);
  g_string_append (deep, "<songs><song id=\"s:00000000001\">");
  for (int i = 0; i < 20; i++)
    g_string_append_printf (deep, "<effect id=\"e:000000000%02d\"><chain id=\"h:000000000%02d\">",
                            i + 10, i + 10);
  g_assert_null (project_read_xml (deep->str, deep->len, "x", &error));
  g_assert_nonnull (strstr (error->message, "nested too deeply"));
  g_clear_error (&error);

  /* Over ten megabytes in one file and eight in one text are everyday; more in one text is not. */
  Project *song = sample_song ();
  Track *track = (Track *) list_get (song->tracks, 0);
  g_autofree char *state = g_strnfill (TEXT_BYTES_MAX, 'A');
  text_set (&track->instrument->state, state);
  Effect *other = (Effect *) list_get (((Track *) list_get (song->tracks, 1))->effects, 0);
  text_set (&other->state, state);
  g_autoptr (GBytes) big = write_of (song);
  Project *back = parse (big);
  g_assert_true (node_equal (&song->node, &back->node));
  project_unref (back);
  g_autofree char *more = g_strnfill (TEXT_BYTES_MAX + 1, 'A');
  text_set (&other->state, more);
  g_autoptr (GBytes) bigger = write_of (song);
  g_assert_null (
      project_read_xml (g_bytes_get_data (bigger, NULL), g_bytes_get_size (bigger), "x", &error));
  g_assert_nonnull (strstr (error->message, "state is too long"));
  g_clear_error (&error);
  project_unref (song);
}

/* Nothing that a value holds makes a file that cannot be read. */
static void
test_control_characters (void)
{
  Project *song = sample_song ();
  text_set (&song->name, "a\001b\377c\357\277\276d");
  g_autoptr (GPtrArray) faults = project_check (song);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_nonnull (strstr (faults->pdata[0], "name has control characters"));
  g_autoptr (GBytes) bytes = write_of (song);
  Project *back = parse (bytes);
  g_assert_cmpstr (back->name, ==, "a\357\277\275b\357\277\275c\357\277\275d");
  project_unref (back);
  project_unref (song);
}

static bool
rename_tracks (xmlNode *root, GError **error)
{
  for (xmlNode *at = root->children; at; at = at->next)
    if (strcmp ((const char *) at->name, "channels") == 0)
      xmlNodeSetName (at, (const xmlChar *) "tracks");
  return true;
}

static bool
add_note (xmlNode *root, GError **error)
{
  xmlSetProp (root, (const xmlChar *) "note", (const xmlChar *) "upgraded");
  return true;
}

static bool
refuse (xmlNode *root, GError **error)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "no such luck");
  return false;
}

static void
test_upgrade (void)
{
  static const UpgradeFunction functions[] = { rename_tracks, add_note };
  static const UpgradeFunction refusing[] = { refuse };
  static const char old[] =
      HEAD "<project version=\"0\" id=\"p:00000000001\">\n  <channels>\n"
           "    <track id=\"t:00000000001\" kind=\"main\" name=\"M &amp; N\"/>\n"
           "  </channels>\n</project>\n";
  static const char middle[] =
      HEAD "<project version=\"1\" id=\"p:00000000001\">\n" TRACKS "</project>\n";
  GError *error = NULL;

  Project *project = project_parse_xml_with (old, strlen (old), "x", functions, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (project->note, ==, "upgraded");
  g_assert_cmpstr (project_main (project)->name, ==, "M & N");
  project_unref (project);
  project = project_parse_xml_with (middle, strlen (middle), "x", functions, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (project->note, ==, "upgraded");
  project_unref (project);
  g_assert_null (project_parse_xml_with (middle, strlen (middle), "x", functions, 0, &error));
  g_assert_nonnull (strstr (error->message, "newer version"));
  g_clear_error (&error);
  g_assert_null (project_parse_xml_with (old, strlen (old), "x", refusing, 1, &error));
  g_assert_cmpstr (error->message, ==, "cannot open 'x': no such luck");
  g_clear_error (&error);
  g_assert_null (project_parse_xml_with (old, strlen (old) - 20, "x", functions, 2, &error));
  g_clear_error (&error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/xml/form", test_form);
  g_test_add_func ("/store/xml/round-trip", test_round_trip);
  g_test_add_func ("/store/xml/sample-song", test_sample_song);
  g_test_add_func ("/store/xml/refused", test_refused);
  g_test_add_func ("/store/xml/cut-off", test_cut_off);
  g_test_add_func ("/store/xml/bounds", test_bounds);
  g_test_add_func ("/store/xml/control-characters", test_control_characters);
  g_test_add_func ("/store/xml/upgrade", test_upgrade);
  return g_test_run ();
}
