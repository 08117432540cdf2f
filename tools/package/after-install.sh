#!/bin/sh
# Runs as root once the files of a deb, rpm or pacman package are in place. Menu, icons and types of links need nothing
# here: the systems look at those folders themselves.
folder=/opt/Galleon

# Chromium builds its sandbox with user namespaces; without them its helper has to be root's. A kernel may grant them to
# root alone: the question is what an ordinary user gets.
ordinary='setpriv --reuid 65534 --regid 65534 --clear-groups'
if $ordinary unshare --user true 2>/dev/null; then mode=0755; else mode=4755; fi
chmod "$mode" "$folder/chrome-sandbox" || true

# Ubuntu 24.04 and later give user namespaces only to programs with a profile. Older AppArmor cannot read this one.
profile="$folder/resources/apparmor-profile"
target=/etc/apparmor.d/galleon-window
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" "$target"
  ischroot 2>/dev/null || apparmor_parser --replace --write-cache --skip-read-cache "$target" || true
fi
