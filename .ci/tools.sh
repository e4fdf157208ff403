# Sourced by algotrendy and test: finds the tools that a build needs, and says clearly which is missing.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

say() { printf '%s\n' "$*" >&2; }

# Prints the dotnet to use, which may have been installed without being put on the PATH.
find_dotnet() {
  local candidate
  for candidate in dotnet "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/local/share/dotnet/dotnet; do
    if command -v "$candidate" >/dev/null 2>&1; then command -v "$candidate"; return; fi
  done
  say 'The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 or your package manager, then try again.'
  return 1
}

# Checks what only a build needs.
check_build_tools() {
  local sdks version major minor
  sdks=$("$dotnet" --list-sdks 2>/dev/null)
  case $'\n'"$sdks" in
    *$'\n'10.*) ;;
    *) say "The .NET 10 SDK is missing (found: $(printf '%s' "${sdks:-none}" | cut -d' ' -f1 | tr '\n' ' ')): install it from https://dotnet.microsoft.com/download/dotnet/10.0, then try again."; return 1 ;;
  esac

  version=$(node --version 2>/dev/null)
  major=${version#v}; minor=${major#*.}; major=${major%%.*}; minor=${minor%%.*}
  if ! command -v npm >/dev/null 2>&1 || [ "${major:-0}" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    say "Node.js 20.19 or newer with npm is missing (found: ${version:-none}): install it from https://nodejs.org or your package manager, then try again."
    return 1
  fi
}
