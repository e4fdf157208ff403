namespace AlgoTrendy.Core.Accounts;

/// <summary>Judges an account's positions by its margin rules. Pure: it books nothing.</summary>
public static class MarginRules
{
    /// <exception cref="InvalidOperationException">A currency that is held has no rate yet.</exception>
    public static MarginStatus StatusOf(Account account)
    {
        var (exposure, initial, maintenance) = (0m, 0m, 0m);
        for (var place = 0; place < account.Positions.Count; place++)
        {
            if (account.Positions[place].IsFlat) continue;
            var worth = ExposureOf(account, place);
            exposure += worth;
            initial += account.Positions[place].Instrument.InitialMargin is { } each ? InMoney(account, place, each) : worth / account.Rules.Leverage;
            maintenance += MaintenanceOf(account, place, worth);
        }

        return new(account.Equity, exposure, initial, maintenance, account.Rules.Leverage);
    }

    /// <summary>What to trade so that maintenance is met again at the last marks: the position that ties up most first, and no more than is needed, in whole lots. Fees are not foreseen.</summary>
    public static IReadOnlyList<MarginCut> CutsFor(Account account)
    {
        var status = StatusOf(account);
        var over = status.Maintenance - status.Equity;
        var cuts = new List<MarginCut>();
        if (!status.IsCalled) return cuts;

        var held = Enumerable.Range(0, account.Positions.Count).Where(place => !account.Positions[place].IsFlat);
        foreach (var (place, tied) in held.Select(place => (place, MaintenanceOf(account, place, ExposureOf(account, place)))).OrderByDescending(one => one.Item2).ThenBy(one => one.place))
        {
            if (over <= 0m) break;
            var position = account.Positions[place];
            var size = Math.Abs(position.Quantity);
            var cut = tied <= over ? size : Math.Min(size, position.Instrument.RoundUpToLot(size * over / tied).Value);
            cuts.Add(new(place, position.Quantity > 0m ? -cut : cut));
            over -= tied * cut / size;
        }

        return cuts;
    }

    /// <summary>For an account of one instrument, so that a loop over bars needs to compare one price; what it says at the border, <see cref="StatusOf"/> decides exactly.</summary>
    internal static CallPrices CallPricesOf(Account account)
    {
        var (cash, pointValue) = account.HoldingsOfOne;
        if (pointValue == 0) return CallPrices.Never;

        // What is paid for is never called, except where a contract has a margin of its own.
        if (pointValue > 0 && cash >= 0 && account.Positions[0].Instrument.MaintenanceMargin is null) return CallPrices.Never;

        // Called when cash + pointValue × price < maintenance, which is a number for each contract or a share of |pointValue| × price.
        if (account.Positions[0].Instrument.MaintenanceMargin is { } each)
        {
            var border = ((double)InMoney(account, 0, each) - cash) / pointValue;
            return pointValue > 0 ? CallPrices.Never with { Below = border } : CallPrices.Never with { Above = border };
        }

        var share = (double)account.Rules.MaintenanceMargin;
        if (pointValue < 0) return CallPrices.Never with { Above = cash / (-pointValue * (1 + share)) };
        return CallPrices.Never with { Below = -cash / (pointValue * (1 - share)) };
    }

    private static decimal ExposureOf(Account account, int place) => Math.Abs(account.WorthOf(place));

    private static decimal MaintenanceOf(Account account, int place, decimal worth) =>
        account.Positions[place].Instrument.MaintenanceMargin is { } each ? InMoney(account, place, each) : worth * account.Rules.MaintenanceMargin;

    private static decimal InMoney(Account account, int place, decimal each) => Math.Abs(account.Positions[place].Quantity) * each * account.RateAt(place);
}
