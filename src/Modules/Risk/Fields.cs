using System.Globalization;
using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk;

/// <summary>What a single field can be, whatever it belongs to. Pure; each answers with what is wrong, or with null.</summary>
internal static class Fields
{
    /// <summary>The code of every refusal that a field alone is to blame for.</summary>
    public const string Invalid = "invalid";

    public const int LongestText = 200;
    public const int LongestName = 64;
    public const int UsualItems = 100;
    public const int MostItems = 500;
    private const int MostPlaces = 18;

    public static RiskRefusal No(string field, string message, IReadOnlyList<string>? choices = null) => new(Invalid, message, field, choices);

    public static RiskRefusal? NumberFault(string field, decimal? value, decimal most, decimal least = 0m) =>
        value is not { } number ? null
        : number < least || number > most ? No(field, $"{field} is {Text(number)}; it is {Text(least)} to {Text(most)}.")
        : PlacesFault(field, number);

    public static RiskRefusal? AboveZeroFault(string field, decimal? value, decimal most) => value <= 0m ? No(field, $"{field} is {Text(value.Value)}; it is more than 0.") : NumberFault(field, value, most);

    public static RiskRefusal? PlacesFault(string field, decimal number) => decimal.Round(number, MostPlaces) == number ? null : No(field, $"{field} is {Text(number)}; at most {MostPlaces} decimal places are counted.");

    /// <summary>Text for people or of other programs, on one line. Null is none.</summary>
    public static RiskRefusal? TextFault(string field, string? text, int longest) =>
        text is null ? null
        : text.Length == 0 ? No(field, $"{field} is empty; leave it out instead.")
        : text.Length > longest ? No(field, $"{field} has {text.Length} characters; at most {longest} are kept.")
        : text.All(IsPrintable) ? null
        : No(field, $"{field} has a character that cannot be printed.");

    public static RiskRefusal? IdFault(string field, string id) => id.Length is > 0 and <= LongestName && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
        ? null
        : No(field, $"{field} has 1 to {LongestName} small letters, digits, '-' or '.'.");

    public static RiskRefusal? PageFault(int limit, string? cursor) =>
        limit is < 1 or > MostItems ? No("limit", $"limit is {limit}; 1 to {MostItems} fit a page.")
        : cursor is null || PlaceOf(cursor) is not null ? null
        : No("cursor", "This is no cursor that was given out here.");

    /// <summary>The number that a page goes on below.</summary>
    public static long? PlaceOf(string? cursor) => long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    // Half of a surrogate pair is no character: databases refuse it.
    private static bool IsPrintable(char letter) => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
