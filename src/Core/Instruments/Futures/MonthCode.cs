namespace AlgoTrendy.Core.Instruments;

/// <summary>The letters by which futures name their delivery month: F is January, Z December.</summary>
public static class MonthCode
{
    public const string Letters = "FGHJKMNQUVXZ";

    public static char Of(int month) => Letters[month - 1];

    /// <summary>The month, 1 to 12, or 0 when the letter names none.</summary>
    public static int MonthOf(char letter) => Letters.IndexOf(letter, StringComparison.Ordinal) + 1;
}
