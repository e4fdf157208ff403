using System.Collections;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Puts what a run did into the document that people and programs read.</summary>
internal static class ResultDocument
{
    private const int MostRejections = 3;

    public static BacktestResult Of(RunPlan plan, LoadedData data, RunSettings settings, RunResult run, LookaheadVerdict? lookahead, TimeSpan elapsed)
    {
        var currency = run.Account.Currency;
        return new(
            ResultHash: ResultHash.Of(run),
            Manifest: Manifest.Of(plan, data, settings),
            Models: Models.Names(settings, data.Series).Concat(Conventions.Names(plan.Request, data)).ToDictionary(),
            Parameters: plan.Arguments.Texts,
            Bars: run.Bars,
            ElapsedMs: elapsed.TotalMilliseconds,
            BarsPerSecond: elapsed > TimeSpan.Zero ? run.Bars / elapsed.TotalSeconds : 0,
            StartEquity: settings.StartingCash.Amount,
            FinalEquity: decimal.Round(run.FinalEquity, currency.Decimals, MidpointRounding.AwayFromZero),
            Currency: currency.Code,
            TotalFees: run.Account.FeesPaid,
            Statistics: RunStatistics.Of(run, settings.StartingCash.Amount, data.Series[0].Instrument.Calendar, Conventions.Of(plan.Request), data.Benchmark),
            Fills: [.. run.Fills.Select(fill => new ResultFill(fill.Time.ToInstant(), fill.Instrument.Symbol.ToString(), fill.Side, fill.Quantity, fill.Price, fill.Fee))],
            Trades: [.. run.Trades.Zip(run.Excursions, Of)],
            Equity: new RecordedEquity(run.Equity, currency),
            Gaps: [.. run.Gaps.Select(Of)],
            Lookahead: lookahead is null ? "notChecked" : lookahead.IsClean ? "clean" : "leaks",
            LookaheadFindings: lookahead?.Findings ?? [],
            Assumptions: [.. Models.Assumptions(settings, data.Series), .. data.Assumptions, Conventions.Sentence(plan.Request, data), .. Rejections(run)],
            IsSimulated: data.Series.Any(one => one.Instrument.IsSimulated));
    }

    private static ResultTrade Of(Trade trade, Excursion excursion) => new(
        trade.Instrument.Symbol.ToString(), trade.Side, new(trade.Quantity),
        trade.EntryTime.ToInstant(), new(Shown(trade.EntryPrice)),
        trade.ExitTime?.ToInstant(), trade is { ExitTime: not null, ExitPrice: { } exit } ? new Price(Shown(exit)) : null,
        Shown(trade.Pnl), Shown(trade.Fees),
        Shown(excursion.Adverse), Shown(excursion.Favourable), Shown(excursion.AdverseShare), Shown(excursion.FavourableShare));

    private static ResultGap Of(DataGap gap) => new(
        gap.Instrument.Symbol.ToString(), gap.From.ToInstant(), gap.To.ToInstant(), gap.MissingBars, gap.OrdersCancelled, gap.PositionHeld, gap.PositionHeld == 0m ? null : gap.PnlAcross);

    // An average of fills has as many digits as a division gives; ten places are more than anybody reads.
    private static decimal Shown(decimal value) => decimal.Round(value, 10);

    private static decimal? Shown(decimal? value) => value is { } known ? Shown(known) : null;

    private static IEnumerable<string> Rejections(RunResult run)
    {
        if (run.Rejected.Count == 0) yield break;

        yield return $"{run.Rejected.Count} orders were refused before they reached the market; the first:";
        foreach (var order in run.Rejected.Take(MostRejections))
            if (order.State is Core.Orders.OrderState.Rejected { Reason: var reason }) yield return $"{order.CreatedAt}: {reason.Message}";
    }

    /// <summary>The equity curve as it is recorded, to the currency's places; made as it is read, since it may have millions of points.</summary>
    private sealed class RecordedEquity(EquityCurve curve, Currency currency) : IReadOnlyList<EquityPoint>
    {
        public int Count => curve.Count;

        public EquityPoint this[int index] => new(curve.Times[index].ToInstant(), (decimal)ResultHash.Recorded(curve.Values[index], currency));

        public IEnumerator<EquityPoint> GetEnumerator()
        {
            for (var index = 0; index < Count; index++) yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
