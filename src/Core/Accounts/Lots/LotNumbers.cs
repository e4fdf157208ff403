using System.Globalization;

namespace AlgoTrendy.Core.Accounts;

/// <summary>The numbers of lots that an order or a trade names, as text: 3,7.</summary>
public static class LotNumbers
{
    private const char Between = ',';

    /// <summary>Null where none is named.</summary>
    public static string? Write(IReadOnlyList<long>? lots) => lots is { Count: > 0 } ? string.Join(Between, lots.Select(lot => lot.ToString(CultureInfo.InvariantCulture))) : null;

    /// <summary>Null where the text is; also where it is no list of numbers above 0.</summary>
    public static IReadOnlyList<long>? Read(string? text)
    {
        if (text is null) return null;
        var numbers = new List<long>();
        foreach (var part in text.Split(Between))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0) return null;
            numbers.Add(number);
        }

        return numbers;
    }
}
