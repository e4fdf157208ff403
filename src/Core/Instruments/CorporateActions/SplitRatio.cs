namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>Finds the ratio that a split's rounded factor stands for: 0.142857 is 1/7, and 100 shares are 700, not 699 and a rest in cash.</summary>
/// <remarks>Asked once, where a factor comes in (a table of factors, a person's correction), so that a backtest, a paper account and the books divide by the same number. No factor moves by more than its own rounding, so nothing is claimed that the number does not say: 0.9573, a spin-off, stays what it is.</remarks>
public static class SplitRatio
{
    /// <summary>Splits, reverse splits and stock dividends to the whole percent are ratios of numbers up to this one.</summary>
    private const int Most = 100;

    // Two ratios of such numbers lie at least 1/(100 x 99) apart: within this there is one or none. It is half a unit of the fourth place; of fewer places a number says too little (0.95 is 20:19, and would be 18/19 as well).
    private const decimal MostSlack = 0.00005m;
    private const int LeastPlaces = 4;

    /// <summary>Zeros behind so many places are padding, not digits.</summary>
    private const int LeastPadded = 6;
    private const int MostPlaces = 28;

    /// <summary>The ratio, to all of decimal's digits, where the factor lies within a unit of its own last place of one; the factor itself otherwise.</summary>
    /// <remarks>A whole unit, since not everybody rounds to the nearest: LEAN has 0.1428572 for 7:1.</remarks>
    public static decimal Of(decimal factor) => factor.Scale < LeastPlaces ? factor : Near(factor, Math.Min(Unit(PlacesOf(factor)), MostSlack)) ?? factor;

    /// <summary>The factor of a split between two rows of a table of running products, each of which was rounded.</summary>
    public static decimal Between(decimal before, decimal after)
    {
        var factor = before / after;
        var own = Of(factor);
        if (own != factor) return own;

        // Of a quotient with all its digits only what its two numbers are known to counts. A short one is exact to the places of the other, whose zeros were left out.
        var most = Math.Max(PlacesOf(before), PlacesOf(after));
        if (most < LeastPlaces || factor > Most + 1) return factor;

        var slack = (Slack(before) + factor * Slack(after)) / after;
        // What is above 1 is such a ratio upside down, and they lie further apart.
        return slack > MostSlack * Math.Max(1m, factor * factor) ? factor : Near(factor, slack) ?? factor;

        decimal Slack(decimal number) => Unit(PlacesOf(number) is >= LeastPadded and var places ? places : most);
    }

    private static decimal? Near(decimal factor, decimal slack)
    {
        if (factor is > Most + 1 or <= 0m) return null;
        for (var parts = 1; parts <= Most; parts++)
        {
            var whole = decimal.Round(factor * parts);
            if (whole is < 1m or > Most) continue;
            var ratio = whole / parts;
            if (Math.Abs(ratio - factor) <= slack) return ratio;
        }

        return null;
    }

    private static int PlacesOf(decimal number)
    {
        int places = number.Scale;
        while (places > LeastPadded && decimal.Round(number, places - 1) == number) places--;
        return places;
    }

    private static decimal Unit(int places) => new(1, 0, 0, false, (byte)Math.Min(places, MostPlaces));
}
