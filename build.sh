#!/usr/bin/env bash
# Everything Veertig is made and tried with. Needs only Python 3.11 or newer; makes its own environment in .venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
./build.sh run           set up, build the web app if needed, start it with a demo region on http://localhost:8000
./build.sh test          set up and run every test
./build.sh fast          only the tests that need no browser (under two minutes)
./build.sh web           build the installable web app into build/web
./build.sh bench         print the measurements as a table of ratios; words choose parts, such as light or decode
./build.sh fuzz          ten minutes of odd bytes for every reader; how many seconds a target, and which, can follow
./build.sh mutants       break the protocol in every small way and print how often a test notices
./build.sh screenshots   every screen, in nl, ar and ti, sheets in all languages, all pictograms, into build/screenshots
./build.sh check         ruff and mypy
./build.sh locales       bring the languages in step with the code and show gaps; "check" only looks, "sheet ti" is one to print
./build.sh vectors       write tests/vectors anew from fixed keys
./build.sh voices        make what is missing of the voices (needs espeak-ng); check, script, recordings, adopt: assets/audio/README.md
./build.sh apk|aab|ipa   build a native package for the server in VEERTIG_ORIGIN, or say which tool is missing (exit code 3)
./build.sh check-native  rehearse the native packages up to Flutter's first call; needs no Flutter and no network
TEXT
}

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Veertig needs Python 3.11 or newer (set PYTHON to name one)." >&2
    exit 3
}

# One environment; a lock file that changed is installed again.
setup() {
    local lock=requirements/$1.txt stamp=.venv/$1.lock
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    if ! cmp -s "$lock" "$stamp"; then
        echo "Installing $lock ..."
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
        cp "$lock" "$stamp"
    fi
    .venv/bin/python -m app.i18n_tool compile >/dev/null
}

web() { .venv/bin/python -m app.web.build; }

# Rebuilt only when something that goes into it is newer.
web_if_needed() {
    if [ ! -f build/web/sw.js ] || [ -n "$(find app assets locales requirements -newer build/web/sw.js -type f -not -path '*/__pycache__/*' -print -quit)" ]; then
        web
    fi
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
    run)
        setup run
        web_if_needed
        exec .venv/bin/python -m sync_server.demo "$@"
        ;;
    test)
        setup dev
        web_if_needed
        [ $# -eq 0 ] || exec .venv/bin/python -m pytest "$@"
        wanted="not browser and not slow"
        # On a desk the reader of phones may be missing, and that is said; CI has it, or fails.
        if [ "${CI:-}" != true ] && ! .venv/bin/python -c 'import pyzbar.pyzbar' 2>/dev/null; then
            echo "libzbar0 is not installed: how phones read codes is not tried." >&2
            wanted="$wanted and not zbar"
        fi
        .venv/bin/python -m pytest -n 2 -m "$wanted"
        exec .venv/bin/python -m pytest -n 2 --dist loadfile -m "browser or slow"  # a file shares its server and its browser
        ;;
    fast)
        setup dev
        exec .venv/bin/python -m pytest -n 2 -m "not browser and not slow" "$@"
        ;;
    web)
        setup run
        web
        ;;
    bench)
        setup dev
        web_if_needed
        exec .venv/bin/python -m tests.bench "$@"
        ;;
    fuzz)
        setup dev
        setup fuzz
        exec .venv/bin/python -m tests.fuzz "$@"
        ;;
    mutants)
        setup dev
        setup mutants
        exec .venv/bin/python -m tests.mutants "$@"
        ;;
    screenshots)
        setup dev
        web_if_needed
        exec .venv/bin/python -m tests.browser.screenshots "$@"
        ;;
    check)
        setup dev
        .venv/bin/ruff check .
        .venv/bin/ruff format --check .
        .venv/bin/mypy
        ;;
    locales)
        setup dev
        exec .venv/bin/python -m app.i18n_tool "$@"
        ;;
    vectors)
        setup dev
        exec .venv/bin/python -m tests.vectors.generate
        ;;
    voices)
        setup dev
        exec .venv/bin/python -m app.voices "$@"
        ;;
    apk | aab | ipa)
        "$python" -m app.native.tools "$command"
        setup dev
        exec .venv/bin/python -m app.native.build "$command" "$@"
        ;;
    check-native)
        setup dev
        exec .venv/bin/python -m app.native.check
        ;;
    help | -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
