#!/usr/bin/env bash
# All commands that build, run and test Veertig. They need bash, Python 3.11 or newer and git. Each command has an environment of its
# own in .venv/, with the packages of requirements/NAME.txt and no others. Exit code 3: this machine lacks something, and a sentence
# on stderr says what it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
./build.sh run           set up, build the web app if needed, start it with a demo region on http://localhost:8000 (--port)
./build.sh test          set up and run every test; --changed: only those that a change since the last commit can reach
./build.sh fast          only the tests that need no browser (under two minutes); --changed as above
./build.sh web           build the installable web app into build/web; --release: as small as it goes, for real phones
./build.sh serve         run the server of a region, behind a TLS proxy: sync_server/README.md
./build.sh region        look after a region: keys, organisations, displays, buddies: sync_server/README.md
./build.sh verify        judge proofs without the app, as text or JSON: docs/verify.md
./build.sh bench         print the measurements as a table of ratios; words choose parts, such as light, decode or setup
./build.sh fuzz          ten minutes of odd bytes for every reader; how many seconds a target, and which, can follow
./build.sh mutants       break the protocol in every small way and print how often a test notices
./build.sh screenshots   every screen, in nl, ar and ti, sheets in all languages, all pictograms, into build/screenshots
./build.sh check         ruff and mypy; for the JavaScript biome, tsc and the lowest browsers
./build.sh locales       bring the languages in step with the code and show gaps; "check" only looks, "sheet ti" is one to print
./build.sh vectors       write tests/vectors anew from fixed keys
./build.sh voices        make what is missing of the voices (needs espeak-ng); check, script, recordings, adopt: assets/audio/README.md
./build.sh apk|aab|ipa   build a native package for the server in VEERTIG_ORIGIN, or say which tool is missing
./build.sh check-native  rehearse the native packages up to Flutter's first call; needs no Flutter and no network
./build.sh lock          write the lock files in requirements/ anew; --upgrade takes the newest versions
./build.sh install NAME  only make an environment: run, web, serve, native, dev, fuzz, mutants or lock; dev brings what check needs, too
TEXT
}

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Veertig needs Python 3.11 or newer: install it (Debian: sudo apt-get install python3), or set PYTHON to where one is." >&2
    exit 3
}

# Make the environment NAME ($1) if needed; $here is its Python from then on.
use() {
    "$python" -m app.tools.environment "$1"
    here=.venv/$1/bin/python
}

# Write the .mo files that are missing or old.
languages() { "$here" -m app.tools.translations.compile; }

# Build the web app if a file that goes into it is newer; not when the words ask only for help.
web_if_needed() {
    [[ " $* " != *" --help "* ]] || return 0
    if [ ! -f build/web/sw.js ] || [ -n "$(find app assets locales requirements/web* -newer build/web/sw.js -type f -not -path '*/__pycache__/*' -not -path 'app/tools/native_build/*' -not -path 'app/tools/translations/*' -not -path 'app/tools/voices/*' -print -quit)" ]; then
        "$here" -m app.tools.web_build.build
    fi
}

# The environment of developers, with the compiled languages.
developing() {
    use dev
    languages
}

# Tests start Python many times, so Python keeps its compiled files, in build/ and not beside the sources.
compiling_once() {
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX=$PWD/build/pycache
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
    run)
        "$python" -m sync_server.port "$@"
        use run
        languages
        web_if_needed "$@"
        [ $SECONDS -lt 5 ] || echo "ready after $SECONDS s"
        exec "$here" -m sync_server.demo "$@"
        ;;
    web)
        use web
        languages
        exec "$here" -m app.tools.web_build.build "$@"
        ;;
    serve)
        use serve
        exec "$here" -m sync_server serve "$@"
        ;;
    region)
        use serve
        exec "$here" -m sync_server "$@"
        ;;
    verify)
        developing
        root=$PWD
        cd "$OLDPWD" # where the files that the words name lie
        PYTHONPATH=$root exec "$root/$here" -m app.verify "$@"
        ;;
    test)
        "$python" -m app.tools.lacking chromium firefox webkit zbar faketime nginx caddy
        compiling_once
        developing
        web_if_needed "$@"
        exec "$here" -m tests.run all "$@"
        ;;
    fast)
        "$python" -m app.tools.lacking zbar
        compiling_once
        developing
        exec "$here" -m tests.run fast "$@"
        ;;
    bench)
        "$python" -m app.tools.lacking chromium
        developing
        web_if_needed "$@"
        exec "$here" -m tests.bench "$@"
        ;;
    fuzz | mutants)
        use "$command"
        exec "$here" -m "tests.$command" "$@"
        ;;
    screenshots)
        "$python" -m app.tools.lacking chromium
        developing
        web_if_needed "$@"
        exec "$here" -m tests.browser.screenshots "$@"
        ;;
    check)
        use dev
        "$here" -m ruff check .
        "$here" -m ruff format --check .
        "$here" -m mypy
        "$here" -m app.tools.npm  # which only this command needs
        exec "$here" -m app.tools.javascript
        ;;
    locales)
        developing
        exec "$here" -m app.tools.translations "$@"
        ;;
    vectors)
        developing
        exec "$here" -m tests.vectors.generate "$@"
        ;;
    voices)
        developing
        exec "$here" -m app.tools.voices "$@"
        ;;
    apk | aab | ipa)
        "$python" -m app.tools.native_build.tools "$command"
        use native
        languages
        exec "$here" -m app.tools.native_build.build "$command" "$@"
        ;;
    check-native)
        use native
        languages
        exec "$here" -m app.tools.native_build.check "$@"
        ;;
    lock)
        use lock
        exec "$here" -m app.tools.lock "$@"
        ;;
    install)
        use "${1:?which one: run, web, serve, native, dev, fuzz, mutants or lock}"
        ;;
    help | -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
