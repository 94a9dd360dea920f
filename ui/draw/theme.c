/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/theme.h"

#include <math.h>
#include <string.h>

#include "ui/draw/compat.h"

typedef struct {
  void (*changed) (void *data);
  void *data;
} Listener;

static struct {
  ThemeSettings settings;
  bool system_light, system_contrast; /* what the desktop prefers */
  unsigned serial;
  GtkCssProvider *provider;
  GArray *listeners; /* Listener */
  GDBusProxy *portal;
} theme = { .settings = { .scale = 1 } };

bool
theme_is_dark (void)
{
  return theme.settings.choice == THEME_DARK ||
         (theme.settings.choice == THEME_SYSTEM && !theme.system_light);
}

bool
theme_is_high_contrast (void)
{
  return theme.settings.high_contrast || theme.system_contrast;
}

unsigned
theme_serial (void)
{
  return theme.serial;
}

const ThemeSettings *
theme_settings (void)
{
  return &theme.settings;
}

static GdkRGBA
from_hex (unsigned rgb)
{
  return (GdkRGBA){ .red = (float) (rgb >> 16 & 255) / 255,
                    .green = (float) (rgb >> 8 & 255) / 255,
                    .blue = (float) (rgb & 255) / 255,
                    .alpha = 1 };
}

static unsigned
token_value (Token token)
{
  return token_rows[token].colors[(theme_is_dark () ? 0 : 1) + (theme_is_high_contrast () ? 2 : 0)];
}

GdkRGBA
token_color (Token token)
{
  return from_hex (token_value (token));
}

GdkRGBA
token_alpha (Token token, double alpha)
{
  GdkRGBA color = token_color (token);
  color.alpha = (float) alpha;
  return color;
}

GdkRGBA
color_mix (const GdkRGBA *under, const GdkRGBA *over, double amount)
{
  const float a = (float) amount, b = 1 - a;
  return (GdkRGBA){ .red = b * under->red + a * over->red,
                    .green = b * under->green + a * over->green,
                    .blue = b * under->blue + a * over->blue,
                    .alpha = under->alpha };
}

GdkRGBA
color_of_track (const char *name)
{
  GdkRGBA color;
  if (name && name[0] == '#' && gdk_rgba_parse (&color, name))
    return color;
  for (int i = TOKEN_TRACK_BRICK; name && i <= TOKEN_TRACK_STONE; i++)
    if (!strcmp (token_rows[i].name + strlen ("track_"), name))
      return token_color ((Token) i);
  return token_color (TOKEN_TRACK_STONE);
}

int
ui_px (double units)
{
  if (fabs (units) <= 1)
    return (int) units;
  return (int) lround (units * theme.settings.scale);
}

double
ui_ring (void)
{
  return theme_is_high_contrast () ? 3 : 1.5;
}

/* In a sheet 1.5u stands for the ring of the focus alone. */
static double
sheet_px (double units)
{
  if (units <= 1)
    return units;
  if (units == 1.5)
    return ui_ring ();
  return round (units * theme.settings.scale * 2) / 2;
}

/* Writes the sheet out: colors first, then every length "12u" in pixels. */
static char *
make_sheet (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/lacquer/Lacquer/lacquer.css",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GString *sheet = g_string_new (NULL);
  for (int i = 0; i < N_TOKENS; i++)
    g_string_append_printf (sheet, "@define-color lq_%s #%06x;\n", token_rows[i].name,
                            token_value ((Token) i));
  gsize size;
  const char *from = g_bytes_get_data (bytes, &size), *end = from + size;
  const char *copied = from;
  for (const char *at = from; at < end; at++) {
    if (!g_ascii_isdigit (*at) || (at > from && (g_ascii_isalnum (at[-1]) || at[-1] == '#' ||
                                                 at[-1] == '_' || at[-1] == '.')))
      continue;
    char *behind;
    const double number = g_ascii_strtod (at, &behind);
    if (*behind == 'u' && !g_ascii_isalnum (behind[1])) {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_len (sheet, copied, at - copied);
      g_string_append (sheet, g_ascii_formatd (text, sizeof text, "%.1f", sheet_px (number)));
      g_string_append (sheet, "px");
      copied = behind + 1;
    }
    at = behind - 1;
  }
  g_string_append_len (sheet, copied, end - copied);
  return g_string_free (sheet, FALSE);
}

static void
apply (void)
{
  g_autofree char *sheet = make_sheet ();
  theme.serial++;
  /* The file chooser where there is no portal is GTK's own. */
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", theme_is_dark (),
                NULL);
  compat_load_css (theme.provider, sheet);
  for (guint i = 0; i < theme.listeners->len; i++) {
    const Listener *listener = &g_array_index (theme.listeners, Listener, i);
    listener->changed (listener->data);
  }
}

void
theme_set (const ThemeSettings *settings)
{
  theme.settings = *settings;
  theme.settings.scale = CLAMP (settings->scale, 0.8, 2.0);
  if (theme.provider)
    apply ();
}

void
theme_listen (void (*changed) (void *data), void *data)
{
  if (!theme.listeners)
    theme.listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  g_array_append_val (theme.listeners, ((Listener){ changed, data }));
}

void
theme_unlisten (void *data)
{
  for (guint i = theme.listeners->len; i-- > 0;)
    if (g_array_index (theme.listeners, Listener, i).data == data)
      g_array_remove_index (theme.listeners, i);
}

static void
take_portal_value (const char *key, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);
  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT)) {
    GVariant *next = g_variant_get_variant (inner);
    g_variant_unref (inner);
    inner = next;
  }
  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;
  if (!strcmp (key, "color-scheme"))
    theme.system_light = g_variant_get_uint32 (inner) == 2;
  else if (!strcmp (key, "contrast"))
    theme.system_contrast = g_variant_get_uint32 (inner) == 1;
  else
    return;
  apply ();
}

static void
portal_signal (GDBusProxy *proxy, const char *sender, const char *name, GVariant *args, void *data)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;
  if (strcmp (name, "SettingChanged") || !g_variant_is_of_type (args, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (args, "(&s&sv)", &space, &key, &value);
  if (!strcmp (space, "org.freedesktop.appearance"))
    take_portal_value (key, value);
}

static void
portal_read (GObject *source, GAsyncResult *result, void *key)
{
  g_autoptr (GVariant) answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, NULL);
  if (!answer)
    return;
  g_autoptr (GVariant) value = g_variant_get_child_value (answer, 0);
  take_portal_value (key, value);
}

static void
portal_came (GObject *source, GAsyncResult *result, void *data)
{
  static char *const keys[] = { "color-scheme", "contrast" };
  theme.portal = g_dbus_proxy_new_for_bus_finish (result, NULL);
  if (!theme.portal)
    return;
  g_signal_connect (theme.portal, "g-signal", G_CALLBACK (portal_signal), NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    g_dbus_proxy_call (theme.portal, "Read",
                       g_variant_new ("(ss)", "org.freedesktop.appearance", keys[i]),
                       G_DBUS_CALL_FLAGS_NO_AUTO_START, 2000, NULL, portal_read, keys[i]);
}

void
theme_start (const ThemeSettings *settings)
{
  GtkSettings *system = gtk_settings_get_default ();
  g_autofree char *name = NULL;
  gboolean prefers_dark = TRUE;

  g_object_get (system, "gtk-theme-name", &name, "gtk-application-prefer-dark-theme", &prefers_dark,
                NULL);
  theme.system_contrast = name && strstr (name, "HighContrast");
  theme.system_light = !prefers_dark;
  /* Themes of the user or the distribution cannot break sizes. */
  g_object_set (system, "gtk-theme-name", "Default", NULL);
  if (!theme.listeners)
    theme.listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  theme.provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (theme.provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
  theme_set (settings);
  g_dbus_proxy_new_for_bus (
      G_BUS_TYPE_SESSION,
      G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START | G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, NULL,
      "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "org.freedesktop.portal.Settings", NULL, portal_came, NULL);
}
