#!/bin/sh
# Runs as root once the files of a package are gone. dpkg gives `upgrade`, rpm a 1, when a newer version stays.
case "$1" in
  upgrade | failed-upgrade | abort-* | 1) exit 0 ;;
esac
profile=/etc/apparmor.d/galleon-window
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1; then apparmor_parser --remove "$profile" || true; fi
  rm -f "$profile"
fi
