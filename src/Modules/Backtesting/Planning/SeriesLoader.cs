using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Gets the bars that a run needs: from the kept store, the simulated market, or data files.</summary>
internal sealed class SeriesLoader(IHistory history, IMarketData marketData, ScratchFiles scratch, Home home)
{
    private static readonly Interval SimulatedInterval = Interval.OneMinute;

    // A fixed year, so that the first run of everybody gives the same result.
    private static readonly Instant SimulatedFrom = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Instant SimulatedTo = Instant.FromUtc(2025, 1, 1, 0, 0);

    /// <exception cref="DataMissingException">There are no bars to run on; says what to do.</exception>
    /// <exception cref="StoreDamagedException">What is stored is not what was written.</exception>
    public async Task<LoadedData> Load(RunPlan plan, JobId job, Action<double, string> report, CancellationToken ct)
    {
        var data = plan.Request.Paths is { Count: > 0 } ? await FromFiles(plan, job, report, ct) : await FromStore(plan, report, ct);
        return plan.Request.Benchmark switch
        {
            null => data with { Benchmark = Held(data, data.Series[0]), Assumptions = [.. data.Assumptions, .. Unconverted(plan.Request, data, data.Series[0].Instrument)] },
            BacktestRequest.NoBenchmark => data,
            var name => await WithBenchmark(plan, data, name, ct),
        };
    }

    private async Task<LoadedData> FromStore(RunPlan plan, Action<double, string> report, CancellationToken ct)
    {
        var store = new ColumnStore(home.Folder(ColumnStore.HomeFolder));
        var (series, assumptions) = (new List<BarSeries>(), new List<string>());
        foreach (var instrument in plan.Instruments)
        {
            report((double)series.Count / plan.Instruments.Count, $"Loads {instrument.Symbol}.");
            var request = instrument.IsSimulated ? Simulated(plan.Request, instrument, assumptions) : plan.Request;
            series.Add(await Stored(store, instrument, request, assumptions, ct));
        }

        return Whole(store, plan.Request, series, assumptions);
    }

    /// <summary>The bars, and what else the store knows of their instruments.</summary>
    private static LoadedData Whole(ColumnStore store, BacktestRequest request, IReadOnlyList<BarSeries> series, List<string> assumptions) => new(series, assumptions)
    {
        Ticks = request.Ticks ? [.. series.SelectMany(one => new StoredTicks(store).Of(one, assumptions))] : [],
        Actions = store.ActionsOf(series),
        Details = new FinerSeries(() => [.. series.Select(one => new InstrumentBars(store, one.Instrument).Finer(one, ChoiceOf(request))).OfType<BarSeries>()]),
    };

    private async Task<BarSeries> Stored(ColumnStore store, Instrument instrument, BacktestRequest request, List<string> assumptions, CancellationToken ct)
    {
        if (instrument.IsSimulated)
        {
            // The simulated market is made when it is asked for; what was made before is there already.
            var made = await history.Prepare(new(new(instrument.Symbol, SeriesKind.Bars, request.Interval), request.From, request.To), ct);
            if (made.Rows == 0) throw new DataMissingException(made.Reason ?? $"Nothing of {instrument.Symbol} could be made.");
        }

        return Read(new InstrumentBars(store, instrument), request, assumptions);
    }

    /// <summary>Of what is run on, or else of the store, over the time of the run.</summary>
    private async Task<LoadedData> WithBenchmark(RunPlan plan, LoadedData data, string name, CancellationToken ct)
    {
        var instrument = plan.Benchmark ?? (await marketData.ResolveInstrument(new(name), ct)).Instrument ?? throw new DataMissingException($"No instrument is called '{name}', so it cannot be the benchmark.");
        List<string> assumptions = [.. data.Assumptions, .. Unconverted(plan.Request, data, instrument)];
        if (data.Series.FirstOrDefault(one => one.Instrument.Symbol == instrument.Symbol) is { } known) return data with { Assumptions = assumptions, Benchmark = Held(data, known) };

        var (store, length) = (new ColumnStore(home.Folder(ColumnStore.HomeFolder)), data.Series[0].Interval);
        var request = plan.Request with { Prices = PriceAdjustment.Adjusted, From = data.Series.Min(one => one.OpenTime[0]).ToInstant(), To = data.Series.Max(one => one.CloseTime[^1]).ToInstant() };
        // Days are enough to compare days with, where bars as short as those of the run are not there.
        request = request with { Interval = instrument.IsSimulated || new InstrumentBars(store, instrument).CanMake(length) ? length : null };
        return data with { Benchmark = await Stored(store, instrument, request, assumptions, ct), Assumptions = assumptions };
    }

    private static IEnumerable<string> Unconverted(BacktestRequest request, LoadedData data, Instrument benchmark)
    {
        var account = RunSettingsOf.AccountOf(request, data.Series[0].Instrument).StartingCash.Currency;
        if (benchmark.Currency != account) yield return $"The benchmark {benchmark.Symbol} is counted in {benchmark.Currency}, the account in {account}; its returns are not converted.";
    }

    /// <summary>Who holds it gets its dividends, and a split costs him nothing: raw prices would not show that.</summary>
    private static BarSeries Held(LoadedData data, BarSeries bars) =>
        data.Actions.FirstOrDefault(actions => actions.Symbol == bars.Instrument.Symbol) is { } actions ? AdjustedBars.Of(bars, actions.Factors) : bars;

    private static BacktestRequest Simulated(BacktestRequest request, Instrument instrument, List<string> assumptions)
    {
        if (request.From is null || request.To is null)
            assumptions.Add($"No whole range was given for {instrument.Symbol}: the year 2024 of the simulated market fills in.");
        return request with { Interval = request.Interval ?? SimulatedInterval, From = request.From ?? SimulatedFrom, To = request.To ?? SimulatedTo };
    }

    private async Task<LoadedData> FromFiles(RunPlan plan, JobId job, Action<double, string> report, CancellationToken ct)
    {
        using var files = await scratch.Read(plan.Request, job, report, ct);
        var summary = files.Summary;
        var assumptions = new List<string>(summary.Assumptions);
        if (summary.RowsRejected > 0) assumptions.Add($"{summary.RowsRejected} of {summary.RowsRead} rows were left out; the first: {Words(summary.Rejected[0])}");
        assumptions.AddRange(summary.RefusedFiles.Select(refused => $"{refused.File} was not used: {refused.Reason}"));

        var series = new List<BarSeries>();
        foreach (var symbol in summary.Series.Where(one => one.Series.Kind is SeriesKind.Bars or SeriesKind.QuoteBars).Select(one => one.Series.Symbol).Distinct())
        {
            var answer = await marketData.ResolveInstrument(new(symbol.ToString()), ct);
            var instrument = answer.Instrument ?? throw new DataMissingException(answer.Reason ?? $"No instrument is called {symbol}.");
            series.Add(Read(new InstrumentBars(files.Store, instrument), plan.Request, assumptions));
        }

        if (series.Count > 0 && plan.Strategy.FaultOf(series.Count) is { } number) throw new DataMissingException(number);
        if (series.Count > 0)
        {
            // The files are gone when the run begins, so what it may ask for is read now.
            var data = Whole(files.Store, plan.Request, series, assumptions);
            _ = data.Details.Count;
            return data;
        }

        throw new DataMissingException("The files hold no bars: a backtest on ticks alone is not supported.");
    }

    private static BarSeries Read(InstrumentBars stored, BacktestRequest request, List<string> assumptions)
    {
        var series = stored.Read(ChoiceOf(request), assumptions, out var reason);
        return series is { Count: > 0 } ? series : throw new DataMissingException(reason ?? $"Nothing of {stored.Instrument.Symbol} lies in the range that was asked for.");
    }

    private static BarChoice ChoiceOf(BacktestRequest request) => new(request.Interval, request.From, request.To, request.Prices == PriceAdjustment.Adjusted, request.ExtendedHours);

    private static string Words(RejectedRow row) => $"{row.File}, line {row.Line}: {row.Reason}";
}
