# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen of its own for a test: Xvfb."""

import os
import subprocess
import time


def start_screen(size="1440x900x24"):
    """Xvfb on a free display; (process, name). Two that start at once may take the same one."""
    for _ in range(5):
        process, display = try_screen(size)
        answer = subprocess.run(["xdotool", "getdisplaygeometry"], check=False,
                                env=dict(os.environ, DISPLAY=display), stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL)
        if answer.returncode == 0 and process.poll() is None:
            return process, display
        process.terminate()
        process.wait()
        time.sleep(0.2)
    raise RuntimeError("Xvfb did not start")


def try_screen(size):
    read, write = os.pipe()
    process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-noreset", "-nolisten",
                                "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    return process, ":" + number
