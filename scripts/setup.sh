#!/usr/bin/env bash
# Makes .venv and installs what Shanhai needs. Quick, and without a network, when nothing is to do.
#   scripts/setup.sh                all of it: Python packages, Chromium and Chinese fonts for the browser tests
#   scripts/setup.sh --no-browser   only what reading and serving pages needs
# PYTHON=/path/to/python chooses the interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# Python 3.11 or later: the first of these that is there.
find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  say "需要 Python 3.11 或更高版本，未找到。Debian 12：apt-get install python3 python3-venv"
  say "Python 3.11 or later is needed and was not found. On Debian 12: apt-get install python3 python3-venv"
  return 1
}

# The privilege to install: "" for root, "sudo" where it asks no password; false otherwise.
installer() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then echo ""; else sudo -n true 2>/dev/null && echo "sudo"; fi
}

# apt_install PACKAGE…: installs them, or says which to install and fails.
apt_install() {
  local prefix
  if prefix=$(installer); then
    say "安装 Debian 软件包 · installing Debian packages: $*"
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null || true  # one stale source is no reason to stop
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
    return
  fi
  say "缺少下列软件包，请安装后重试 · please install, then run again:"
  say "    sudo apt-get install $*"
  return 1
}

# A font for Chinese, asked of fontconfig or, where that is absent, of the directories of fonts.
has_chinese_font() {
  if command -v fc-list >/dev/null; then
    [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]
  else
    compgen -G '/usr/share/fonts/*/noto/*CJK*' >/dev/null
  fi
}

# The browser is for the tests only: a machine that may not install it can do all else.
ensure_browser() {
  local missing=()
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  has_chinese_font || missing+=(fonts-noto-cjk)
  /sbin/ldconfig -p | grep 'libatomic\.so\.1' >/dev/null || missing+=(libatomic1)  # Playwright's node loads it; a bare Debian lacks it
  [ ${#missing[@]} = 0 ] && return
  apt_install "${missing[@]}" || say "没有这些，浏览器测试跑不了，其余照常 · without them the browser tests cannot run; all else does."
}

# What the environment was made from; a checkout that was moved or copied needs a new one.
fingerprint() { { pwd; "$1" -V; cat pyproject.toml "${BASH_SOURCE[0]}"; } | sha256sum; }

ensure_environment() {
  local python stamp=.venv/.made-from wanted
  python=$(find_python)
  wanted=$(fingerprint "$python")
  if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return; fi
  "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  say "准备 Python 环境，约一分钟 · preparing .venv with $("$python" -V), about a minute"
  [ -x .venv/bin/python ] && grep -qsF "$PWD/.venv" .venv/bin/activate || "$python" -m venv --clear .venv
  # The pip of Python 3.11 fails on an extra that two packages spell differently (lxml[html-clean], lxml[html_clean]).
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --upgrade 'pip>=24.1' </dev/null
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input -e '.[dev]' </dev/null
  printf '%s' "$wanted" >"$stamp"
}

ensure_environment
[ "${1:-}" = --no-browser ] || ensure_browser
