using System.Globalization;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Platform.Homes;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>What a new home begins with: limits that catch mistakes and bad days, and let a person trade. Risk:Limits of the configuration changes the first version, and nothing after it.</summary>
internal sealed class FirstLimits(IConfiguration settings)
{
    private const string Section = "Risk:Limits";
    private const string Off = "off";
    private const decimal WarnAt = 0.8m;

    public static IReadOnlyList<KnownSetting> Settings { get; } =
    [
        .. Enum.GetNames<LimitRule>().Select(rule => new KnownSetting(
            $"{Section}:{rule}", text => text == Off || decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _), $"give a number, or '{Off}'")),
    ];

    /// <exception cref="SetupException">The configuration names what is no limit.</exception>
    public IReadOnlyList<Limit> Read()
    {
        var limits = Usual().ToDictionary(limit => limit.Rule);
        foreach (var each in settings.GetSection(Section).GetChildren())
        {
            if (!Enum.TryParse<LimitRule>(each.Key, ignoreCase: true, out var rule) || !Enum.IsDefined(rule)) throw new SetupException($"{Section}:{each.Key} is no limit. There are {string.Join(", ", Enum.GetNames<LimitRule>())}.");
            limits[rule] = Changed(limits.GetValueOrDefault(rule) ?? Usual(rule), each.Key, each.Value);
        }

        return [.. limits.Values.OrderBy(limit => limit.Rule)];
    }

    private static Limit Changed(Limit limit, string name, string? value)
    {
        if (value == Off) return limit with { Enabled = false };
        if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) throw new SetupException($"{Section}:{name} is '{value}'; give a number, or '{Off}'.");
        limit = limit with { Value = number, Enabled = true };
        return limit.Fault() is { } fault ? throw new SetupException($"{Section}:{name}: {fault}") : limit;
    }

    private static IEnumerable<Limit> Usual() =>
    [
        Usual(LimitRule.PriceCollar) with { Value = 10m }, // further away a price is more often a slip of the finger than an intention
        Usual(LimitRule.StalePrice) with { Value = 60m }, // older prices say nothing of what a market order would cost
        Usual(LimitRule.MaxOrdersPerMinute) with { Value = 300m, WarnAt = WarnAt }, // no person comes near; a strategy that runs away does
        Usual(LimitRule.MaxDailyLoss) with { Value = 20m, WarnAt = WarnAt },
        Usual(LimitRule.MaxDrawdown) with { Value = 40m, WarnAt = WarnAt },
        // Only what has a stop: otherwise nobody could buy for more than 5 % of his equity without a bracket.
        Usual(LimitRule.MaxRiskPerTrade) with { Value = Limit.UsualRiskPerTrade, CountsWithoutStop = false },

        // Off, as one's own orders on both sides are what a grid is made of, and closing by hand should not be refused unexpectedly.
        Usual(LimitRule.SelfTrade) with { Enabled = false },
        // Off, as it is a law for margin accounts at brokers of the United States alone.
        Usual(LimitRule.PatternDayTrader) with { Value = 3m, Enabled = false },
    ];

    private static Limit Usual(LimitRule rule)
    {
        var limit = new Limit("", LimitScope.Account, Limit.Every, rule, 0m, UnitOf(rule));
        return limit with { Id = limit.Code };
    }

    private static LimitUnit UnitOf(LimitRule rule) => rule switch
    {
        LimitRule.MaxOrderQuantity => LimitUnit.Quantity,
        LimitRule.MaxOrdersPerMinute or LimitRule.PatternDayTrader => LimitUnit.Count,
        LimitRule.MaxLeverage => LimitUnit.Times,
        LimitRule.StalePrice => LimitUnit.Seconds,
        LimitRule.TradingHours => LimitUnit.Minutes,
        LimitRule.PriceCollar or LimitRule.MaxConcentration or LimitRule.MaxDrawdown or LimitRule.MaxDailyLoss or LimitRule.MaxRiskPerTrade => LimitUnit.Percent,
        LimitRule.SelfTrade or LimitRule.AllowedSymbols or LimitRule.RestrictedSymbols => LimitUnit.None,
        _ => LimitUnit.Money,
    };
}
