using System.Globalization;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Gives orders as the golden table words them: "buy stop 105 limit 106", "one of: … , …", "buy limit 98 with stop 95, target 105".</summary>
internal static class OrderWords
{
    public static void Give(IStrategyContext context, Instrument instrument, string words)
    {
        if (words.StartsWith("one of: ", StringComparison.Ordinal)) context.SubmitOco([.. words["one of: ".Length..].Split(", ").Select(leg => Single(instrument, leg))]);
        else if (words.Split(" with ") is [var entry, var exits]) context.SubmitBracket(Bracket(Single(instrument, entry) with { Tag = "entry" }, exits.Split(", ")));
        else context.Submit(Single(instrument, words) with { Tag = null });
    }

    private static BracketRequest Bracket(OrderRequest entry, string[] exits)
    {
        var terms = exits.ToDictionary(exit => exit.Split(' ')[0], exit => TermsOf(exit.Split(' ')));
        return new(entry, terms.GetValueOrDefault("stop") ?? terms.GetValueOrDefault("trail"), terms.GetValueOrDefault("target"));
    }

    private static OrderRequest Single(Instrument instrument, string words)
    {
        var all = words.Split(' ');
        return new(instrument, all[0] == "buy" ? OrderSide.Buy : OrderSide.Sell, new(1m), TermsOf(all[1..]), Tag: all[1]);
    }

    private static OrderTerms TermsOf(string[] words) => words switch
    {
        ["market"] => MarketTerms.Instance,
        ["limit" or "target", var limit] => new LimitTerms(Price(limit)),
        ["post-only", var limit] => new LimitTerms(Price(limit), PostOnly: true),
        ["stop", var stop] => new StopTerms(Price(stop)),
        ["stop", var stop, "limit", var limit] => new StopLimitTerms(Price(stop), Price(limit)),
        ["trail", [.. var percent, '%']] => TrailingStopTerms.ByPercent(Number(percent)),
        ["trail", var amount] => TrailingStopTerms.ByAmount(Number(amount)),
        _ => throw new FormatException($"'{string.Join(' ', words)}' is no order."),
    };

    private static Price Price(string text) => new(Number(text));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
