using System.Globalization;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What a single field can be, whatever it belongs to. Pure; each answers with what is wrong, or with null.</summary>
internal static class FieldRules
{
    /// <summary>The code of every refusal that a field alone is to blame for.</summary>
    public const string Invalid = "invalid";

    public const decimal MostQuantity = 1_000_000_000_000_000m;
    public const decimal MostPrice = 1_000_000_000_000m;
    public const int MostPlaces = 18;
    public const int LongestTag = 200;
    public const int LongestName = 64;
    public const int LongestKey = 128;
    public const int LongestAccountId = 24;
    public const int MostWaitMs = 10_000;

    /// <summary>Ids are made here or by venues: of positions they are an account and a symbol.</summary>
    private const int LongestId = 160;

    public static TradingRefusal No(string field, string message, IReadOnlyList<string>? choices = null) => new(Invalid, message, field, choices);

    public static TradingRefusal? QuantityFault(string field, decimal? value) => NumberFault(field, value, MostQuantity);

    public static TradingRefusal? PriceFault(string field, decimal? value) => NumberFault(field, value, MostPrice);

    /// <summary>A distance in per cent of the price: one of 100 is never reached.</summary>
    public static TradingRefusal? PercentFault(string field, decimal? value) => value is <= 0m or >= 100m ? No(field, $"{field} is {Text(value.Value)}; it is more than 0 and less than 100.") : PlacesFault(field, value);

    public static TradingRefusal? PlacesFault(string field, decimal? value) =>
        value is { } number && decimal.Round(number, MostPlaces) != number ? No(field, $"{field} is {Text(number)}; at most {MostPlaces} decimal places are traded.") : null;

    /// <summary>Text for people or of other programs, on one line. Null is none.</summary>
    public static TradingRefusal? TextFault(string field, string? text, int longest) =>
        text is null ? null
        : text.Length == 0 ? No(field, $"{field} is empty; leave it out instead.")
        : text.Length > longest ? No(field, $"{field} has {text.Length} characters; at most {longest} are kept.")
        : text.All(IsPrintable) ? null
        : No(field, $"{field} has a character that cannot be printed.");

    /// <summary>The same where there must be one.</summary>
    public static TradingRefusal? NeededFault(string field, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? No(field, $"{field} is empty; it has 1 to {longest} characters.") : TextFault(field, text, longest);

    public static TradingRefusal? IdFault(string field, string id) => NeededFault(field, id, LongestId);

    public static TradingRefusal? AccountFault(string? accountId) =>
        accountId is null || (accountId.Length is > 0 and <= LongestAccountId && accountId.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            ? null
            : No("accountId", $"accountId has 1 to {LongestAccountId} small letters, digits or '-'.");

    /// <summary>A key travels in a header, so it is plain there too.</summary>
    public static TradingRefusal? KeyFault(string? key) => key is null || (key.Length is > 0 and <= LongestKey && key.All(letter => letter is > ' ' and <= '~'))
        ? null
        : No("idempotencyKey", $"An idempotency key has 1 to {LongestKey} printable ASCII characters and no spaces.");

    public static TradingRefusal? WaitFault(int waitMs) => waitMs is >= 0 and <= MostWaitMs ? null : No("wait", $"wait is {waitMs}; a reply waits 0 to {MostWaitMs} milliseconds.");

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static TradingRefusal? NumberFault(string field, decimal? value, decimal most) =>
        value <= 0m ? No(field, $"{field} is {Text(value.Value)}; it is more than 0.")
        : value > most ? No(field, $"{field} is {Text(value.Value)}; at most {Text(most)} is taken.")
        : PlacesFault(field, value);

    // Half of a surrogate pair is no character: databases refuse it.
    private static bool IsPrintable(char letter) => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
