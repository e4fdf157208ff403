using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.History;

/// <summary>The kinds of series as the public API writes them.</summary>
internal static class SeriesNames
{
    private static readonly Dictionary<string, SeriesKind> ByName = Enum.GetValues<SeriesKind>().ToDictionary(kind => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..], StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Kinds => ByName.Keys;

    public static bool TryKind(string name, out SeriesKind kind) => ByName.TryGetValue(name, out kind);
}

/// <summary>Where a page ended, as text that clients hand back and do not look into.</summary>
internal static class Cursor
{
    public static string Write(string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last));

    public static bool TryRead(string cursor, [NotNullWhen(true)] out string? last)
    {
        last = null;
        if (!Base64Url.IsValid(cursor)) return false;
        last = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return true;
    }
}
