using System.Text;

namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Puts text from a file into a sentence: short, and without characters that would disturb a terminal.</summary>
internal static class Quoted
{
    private const int Longest = 40;

    public static string Text(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text.Length > Longest ? text[..Longest] : text);
        return "'" + Clean(shown) + (text.Length > Longest ? "…'" : "'");
    }

    public static string Text(string text) => "'" + Clean(text.Length > Longest ? text[..Longest] : text) + (text.Length > Longest ? "…'" : "'");

    private static string Clean(string text) => string.Create(text.Length, text, (cleaned, source) =>
    {
        for (var index = 0; index < source.Length; index++) cleaned[index] = char.IsControl(source[index]) || char.IsSurrogate(source[index]) ? '?' : source[index];
    });
}
