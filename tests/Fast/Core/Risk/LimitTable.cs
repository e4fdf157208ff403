using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>A rule at its edge.</summary>
/// <param name="Limit">What holds.</param>
/// <param name="Before">What happened before the order.</param>
/// <param name="Passes">Exactly at the limit.</param>
/// <param name="Refused">One step beyond it.</param>
/// <param name="Sentence">What is said then.</param>
/// <param name="StepBeyond">What happens between the two, where the step is not in the order.</param>
internal sealed record Edge(Limit Limit, Action<LimitDesk> Before, OrderRequest Passes, OrderRequest Refused, string Code, string Sentence, Action<LimitDesk>? StepBeyond = null, OrderTerms? Stop = null);

internal static class LimitTable
{
    private static readonly OrderRequest One = Buy(1m);

    public static readonly Dictionary<string, Edge> Edges = new()
    {
        ["order value"] = Of(Rule(LimitRule.MaxOrderValue, 500m, LimitUnit.Money), Buy(5m), Buy(5.001m), RefusalCodes.MaxOrderValue,
            "The order is worth 500.1 USD; the limit of every account is 500 USD."),
        ["order value of a limit order is at its limit"] = Of(Rule(LimitRule.MaxOrderValue, 500m, LimitUnit.Money), Buy(5m, 100m), Buy(5m, 100.01m), RefusalCodes.MaxOrderValue,
            "The order is worth 500.05 USD; the limit of every account is 500 USD."),
        ["order value of a buy that trails is where it can trade"] = Of(Rule(LimitRule.MaxOrderValue, 550m, LimitUnit.Money), Trailing(5m), Trailing(5.001m), RefusalCodes.MaxOrderValue,
            "The order is worth 550.11 USD; the limit of every account is 550 USD."),
        ["exposure of a buy that trails"] = Of(Rule(LimitRule.MaxGrossExposure, 5.5m, LimitUnit.Percent), Trailing(5m), Trailing(5.001m), RefusalCodes.MaxGrossExposure,
            "Gross exposure would be 5.5011 % of equity; the limit of every account is 5.5 %."),
        ["order value as a share"] = Of(Rule(LimitRule.MaxOrderValue, 5m, LimitUnit.Percent, id: "main"), Buy(5m), Buy(5.001m), RefusalCodes.MaxOrderValue,
            "The order is worth 5.001 % of equity; the limit of account main is 5 %."),
        ["order quantity"] = Of(Rule(LimitRule.MaxOrderQuantity, 3m, LimitUnit.Quantity, LimitScope.Symbol, "COIN.TEST"), Buy(3m), Buy(3.001m), RefusalCodes.MaxOrderQuantity,
            "The order is for 3.001 COIN.TEST; the limit of symbol COIN.TEST is 3."),
        ["collar of a buy"] = Of(Rule(LimitRule.PriceCollar, 2m, LimitUnit.Percent), Buy(1m, 102m), Buy(1m, 102.01m), RefusalCodes.PriceCollar,
            "The limit 102.01 is 2.01 % above 100; the limit of every account is 2 %."),
        ["collar of a sale"] = Of(Rule(LimitRule.PriceCollar, 2m, LimitUnit.Percent), Sell(1m, 98m), Sell(1m, 97.99m), RefusalCodes.PriceCollar,
            "The limit 97.99 is 2.01 % below 100; the limit of every account is 2 %."),
        ["collar of a stop-limit"] = Of(Rule(LimitRule.PriceCollar, 1m, LimitUnit.Percent), StopLimit(110m, 111.1m), StopLimit(110m, 111.11m), RefusalCodes.PriceCollar,
            "The limit 111.11 is 1.009091 % above 110; the limit of every account is 1 %."),
        ["position"] = Of(Rule(LimitRule.MaxPosition, 10m, LimitUnit.Quantity), Buy(4m), Buy(4.001m), RefusalCodes.MaxPosition,
            "10.001 COIN.TEST would be held; the limit of every account is 10.", desk => desk.Hold(0, 6m)),
        ["position when short"] = Of(Rule(LimitRule.MaxPosition, 10m, LimitUnit.Quantity), Sell(4m), Sell(4.001m), RefusalCodes.MaxPosition,
            "10.001 COIN.TEST would be held; the limit of every account is 10.", desk => desk.Hold(0, -6m)),
        ["position in money"] = Of(Rule(LimitRule.MaxPosition, 1_000m, LimitUnit.Money), Buy(4m), Buy(4.001m), RefusalCodes.MaxPosition,
            "COIN.TEST worth 1000.1 USD would be held; the limit of every account is 1000 USD.", desk => desk.Hold(0, 6m)),
        ["gross exposure"] = Of(Rule(LimitRule.MaxGrossExposure, 100m, LimitUnit.Percent), Buy(40m), Buy(40.001m), RefusalCodes.MaxGrossExposure,
            "Gross exposure would be 100.001 % of equity; the limit of every account is 100 %.", desk => desk.Hold(1, -60m)),
        ["net exposure"] = Of(Rule(LimitRule.MaxNetExposure, 2_000m, LimitUnit.Money), Buy(80m), Buy(80.001m), RefusalCodes.MaxNetExposure,
            "Net exposure would be 2000.1 USD; the limit of every account is 2000 USD.", desk => desk.Hold(1, -60m)),
        ["leverage"] = Of(Rule(LimitRule.MaxLeverage, 1.5m, LimitUnit.Times), Buy(90m), Buy(90.001m), RefusalCodes.MaxLeverage,
            "Positions would be worth 1.50001 times the equity; the limit of every account is 1.5 times the equity.", desk => desk.Hold(1, -60m)),
        ["concentration"] = Of(Rule(LimitRule.MaxConcentration, 25m, LimitUnit.Percent), Buy(15m), Buy(15.001m), RefusalCodes.MaxConcentration,
            "25.001 % of equity would be in COIN.TEST; the limit of every account is 25 %.", desk => desk.Hold(0, 10m)),
        ["orders a minute"] = Of(Rule(LimitRule.MaxOrdersPerMinute, 3m, LimitUnit.Count), One, One, RefusalCodes.MaxOrdersPerMinute,
            "It would be order 4 within a minute; the limit of every account is 3.", desk => Give(desk, 2), desk => Give(desk, 1)),
        ["daily loss"] = Of(Rule(LimitRule.MaxDailyLoss, 2m, LimitUnit.Percent), One, One, RefusalCodes.MaxDailyLoss,
            "2.01 % of its equity was lost since the day began; the limit of every account is 2 %.", desk => Fall(desk, 98), desk => desk.Price(0, 97.99)),
        ["daily loss in money"] = Of(Rule(LimitRule.MaxDailyLoss, 200m, LimitUnit.Money), One, One, RefusalCodes.MaxDailyLoss,
            "201 USD was lost since the day began; the limit of every account is 200 USD.", desk => Fall(desk, 98), desk => desk.Price(0, 97.99)),
        ["drawdown"] = Of(Rule(LimitRule.MaxDrawdown, 10m, LimitUnit.Percent), One, One, RefusalCodes.MaxDrawdown,
            "Equity is 10.01 % below its highest; the limit of every account is 10 %.", desk => Fall(desk, 90), desk => desk.Price(0, 89.99)),
        ["trading hours"] = Of(Rule(LimitRule.TradingHours, 0m, LimitUnit.None), Buy(1m, of: Apple), Buy(1m, of: Apple), RefusalCodes.TradingHours,
            "AAPL.US is not to be traded at 2024-03-01T21:00:00Z; the limit of every account allows the hours of US-EQUITY.", desk => desk.Now = At(20, 59), desk => desk.Now = At(21, 0)),
        ["trading hours less a quarter of an hour"] = Of(Rule(LimitRule.TradingHours, 15m, LimitUnit.Minutes), Buy(1m, of: Apple), Buy(1m, of: Apple), RefusalCodes.TradingHours,
            "AAPL.US is not to be traded at 2024-03-01T20:45:00Z; the limit of every account allows the hours of US-EQUITY but for 15 minutes at both ends.", desk => desk.Now = At(20, 44), desk => desk.Now = At(20, 45)),
        ["trading hours of another calendar"] = Of(Rule(LimitRule.TradingHours, 0m, LimitUnit.None) with { Hours = BuiltInCalendars.UsEquity }, One, One, RefusalCodes.TradingHours,
            "COIN.TEST is not to be traded at 2024-03-01T21:00:00Z; the limit of every account allows the hours of US-EQUITY.", desk => desk.Now = At(20, 59), desk => desk.Now = At(21, 0)),
        ["allowed symbols"] = Of(Rule(LimitRule.AllowedSymbols, 0m, LimitUnit.None) with { Symbols = [Coin.Symbol] }, One, Buy(1m, of: Apple), RefusalCodes.AllowedSymbols,
            "AAPL.US is not among the symbols that may be traded; the limit of every account allows COIN.TEST."),
        ["restricted symbols"] = Of(Rule(LimitRule.RestrictedSymbols, 0m, LimitUnit.None) with { Symbols = [Apple.Symbol] }, One, Buy(1m, of: Apple), RefusalCodes.RestrictedSymbols,
            "AAPL.US is restricted; the limit of every account restricts AAPL.US."),
        ["trade with oneself"] = Of(Rule(LimitRule.SelfTrade, 0m, LimitUnit.None), Buy(1m, 100.99m), Buy(1m, 101m), RefusalCodes.SelfTrade,
            "The order could trade with order main-1 of the same owner, which waits to sell at 101; the limit of every account allows no trade with oneself.", desk => desk.Give(Sell(1m, 101m))),
        ["trade with oneself by a market order"] = Of(Rule(LimitRule.SelfTrade, 1m, LimitUnit.Percent), One, One, RefusalCodes.SelfTrade,
            "The order could trade with order main-1 of the same owner, which waits to sell at 101; the limit of every account allows no trade with oneself.", RestingSale, desk => desk.Price(0, 100.01)),
        ["day trades"] = Of(Rule(LimitRule.PatternDayTrader, 3m, LimitUnit.Count), Buy(1m, of: Apple), Buy(1m, of: Apple), RefusalCodes.PatternDayTrader,
            "Closing it the same day would be day trade 4 in five trading days, with less than 25000 USD of equity; the limit of every account is 3.", desk => DayTrade(desk, 2), desk => DayTrade(desk, 1)),
        ["an old price"] = Of(Rule(LimitRule.StalePrice, 30m, LimitUnit.Seconds), One, One, RefusalCodes.StalePrice,
            "The price of COIN.TEST is 30.001 seconds old; the limit of every account is 30 seconds.", desk => desk.Now += Duration64.FromSeconds(30), desk => desk.Now += Duration64.FromMilliseconds(1)),
        ["risk without a stop"] = Of(Rule(LimitRule.MaxRiskPerTrade, Limit.UsualRiskPerTrade, LimitUnit.Percent), Buy(5m), Buy(5.001m), RefusalCodes.MaxRiskPerTrade,
            "The order risks 5.001 % of equity, as no stop goes with it; the limit of every account is 5 %."),
        ["risk where orders without a stop do not count"] = Of(Rule(LimitRule.MaxRiskPerTrade, 5m, LimitUnit.Percent) with { CountsWithoutStop = false }, Buy(50m), Buy(50.001m), RefusalCodes.MaxRiskPerTrade,
            "The order risks 5.0001 % of equity until its stop; the limit of every account is 5 %.") with
        { Stop = new StopTerms(new(90m)) },
        ["risk until the stop"] = Of(Rule(LimitRule.MaxRiskPerTrade, 5m, LimitUnit.Percent), Buy(50m), Buy(50.001m), RefusalCodes.MaxRiskPerTrade,
            "The order risks 5.0001 % of equity until its stop; the limit of every account is 5 %.") with
        { Stop = new StopTerms(new(90m)) },
        ["risk of an entry that trails"] = Of(Rule(LimitRule.MaxRiskPerTrade, 500m, LimitUnit.Money), Trailing(25m), Trailing(25.001m), RefusalCodes.MaxRiskPerTrade,
            "The order risks 500.02 USD until its stop; the limit of every account is 500 USD.") with
        { Stop = new StopTerms(new(90m)) },
        ["risk of a short until a trailing stop"] = Of(Rule(LimitRule.MaxRiskPerTrade, 100m, LimitUnit.Money), Sell(20m), Sell(20.001m), RefusalCodes.MaxRiskPerTrade,
            "The order risks 100.005 USD until its stop; the limit of every account is 100 USD.") with
        { Stop = TrailingStopTerms.ByPercent(5m) },
    };

    private static Edge Of(Limit limit, OrderRequest passes, OrderRequest refused, string code, string sentence, Action<LimitDesk>? first = null, Action<LimitDesk>? step = null) =>
        new(limit, first ?? (_ => { }), passes, refused, code, sentence, step);

    private static OrderRequest Trailing(decimal quantity) => new(Coin, OrderSide.Buy, new(quantity), TrailingStopTerms.ByPercent(10m));

    private static OrderRequest StopLimit(decimal stop, decimal limit) => OrderRequest.StopLimit(Coin, OrderSide.Buy, new(1m), new(stop), new(limit));

    private static Instant64 At(int hour, int minute) => Instant64.FromUtc(2024, 3, 1, hour, minute);

    private static void Give(LimitDesk desk, int orders)
    {
        for (var order = 0; order < orders; order++) Assert.Null(desk.Give(Buy(0.01m, 90m)));
    }

    private static void RestingSale(LimitDesk desk)
    {
        Assert.Null(desk.Give(Sell(1m, 101m)));
        desk.Price(0, 99.99);
    }

    // 100 coins bought at 100.
    private static void Fall(LimitDesk desk, double price)
    {
        desk.Hold(0, 100m);
        desk.Price(0, price);
    }

    private static void DayTrade(LimitDesk desk, int times)
    {
        for (var time = 0; time < times; time++)
        {
            desk.Hold(1, 1m);
            desk.Hold(1, -1m);
        }
    }
}
