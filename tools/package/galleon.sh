#!/bin/sh
# `galleon`: the terminal program, which is Electron as plain Node with the script in its own archive. Alone, on a desktop,
# it opens the window. It lies beside the window program, and in /usr/bin.
folder=$(dirname "$(readlink -f "$0")")
[ -e "$folder/galleon-window" ] || folder=/opt/Galleon
# What another Electron program left to its terminal would make the window plain Node, or hide the archive.
unset ELECTRON_RUN_AS_NODE ELECTRON_NO_ASAR
if [ $# = 0 ] && [ -n "$DISPLAY$WAYLAND_DISPLAY" ]; then
  exec "$folder/galleon-window"
fi
ELECTRON_RUN_AS_NODE=1 exec "$folder/galleon-window" "$folder/resources/app.asar/out/main/cli.js" "$@"
