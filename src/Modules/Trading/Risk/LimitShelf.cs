using System.Globalization;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using Microsoft.Extensions.Configuration;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>The limits by which accounts are judged, as versioned state: from the configuration, as nobody pushes others.</summary>
internal sealed class LimitShelf(IConfiguration settings)
{
    private const decimal UsualStaleSeconds = 60m;

    private readonly RiskLimits _limits = Read(settings);

    public void Give(AccountState state) => state.Limits = _limits;

    // Risk:Limits:MaxOrderValue = 10000 and so on, for every account.
    private static RiskLimits Read(IConfiguration settings)
    {
        var items = new List<Limit>();
        foreach (var each in settings.GetSection("Risk:Limits").GetChildren())
        {
            if (!Enum.TryParse<LimitRule>(each.Key, ignoreCase: true, out var rule) || !Enum.IsDefined(rule)) throw new SetupException($"Risk:Limits:{each.Key} is no limit. There are {string.Join(", ", Enum.GetNames<LimitRule>())}.");
            if (!decimal.TryParse(each.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) throw new SetupException($"Risk:Limits:{each.Key} is '{each.Value}', which is no number.");
            items.Add(new($"configured-{each.Key}", LimitScope.Account, Limit.Every, rule, value, UnitOf(rule)));
        }

        if (items.TrueForAll(item => item.Rule != LimitRule.StalePrice)) items.Add(new("usual-stale-price", LimitScope.Account, Limit.Every, LimitRule.StalePrice, UsualStaleSeconds, LimitUnit.Seconds));
        try
        {
            return new(1, Instant64.MinValue, items);
        }
        catch (ArgumentException fault)
        {
            throw new SetupException($"Risk:Limits: {fault.Message}", fault);
        }
    }

    private static LimitUnit UnitOf(LimitRule rule) => rule switch
    {
        LimitRule.MaxOrderQuantity => LimitUnit.Quantity,
        LimitRule.MaxOrdersPerMinute or LimitRule.PatternDayTrader => LimitUnit.Count,
        LimitRule.MaxLeverage => LimitUnit.Times,
        LimitRule.StalePrice => LimitUnit.Seconds,
        LimitRule.PriceCollar or LimitRule.MaxConcentration or LimitRule.MaxDrawdown or LimitRule.MaxDailyLoss or LimitRule.MaxRiskPerTrade => LimitUnit.Percent,
        LimitRule.SelfTrade => LimitUnit.None,
        _ => LimitUnit.Money,
    };
}
