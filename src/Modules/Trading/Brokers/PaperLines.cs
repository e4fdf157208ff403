using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Opens the paper venue of an account, as it was when it was last there, on the market that the account wants.</summary>
internal sealed class PaperLines(IMarketData market, IHistory history, IClock clock)
{
    private const int PageSize = 1000;

    public delegate BrokerConnection MakeConnection(AccountDesk desk, IBroker broker, Func<Courier, IListening> listening, FaultPoints faults);

    public async Task<(BrokerConnection? Connection, TradingRefusal? Trouble)> Open(AccountDesk desk, AccountRow row, MakeConnection make, CancellationToken ct)
    {
        var settings = await desk.Writer.Do(step => step.State.Settings);
        var memory = await desk.Writer.Do(step => PaperRecall.Of(step.State));
        var (listings, feed, trouble) = settings.Feed == PaperFeed.Replay ? await Replayed(desk.Id, settings.Replay!, memory, ct) : await Simulated(row, ct);
        if (feed is null) return (null, trouble);

        desk.Shelf.Learn([.. listings.Select(listing => listing.Instrument)]);
        // A replay of its own begins anew with every line to it, one that others hear too goes on.
        var listening = new PaperListening(desk.Writer, feed, desk.Clock, settings is { Feed: PaperFeed.Replay, Replay.ReplayId: null } ? memory.HeardThrough : long.MinValue);
        var broker = new PaperBroker(new PaperCredentials(), new() { Matching = RulesOf(settings), Kind = row.Kind, Listings = listings, Memory = memory }, listening.Hear);
        return (make(desk, broker, _ => listening, FaultPoints.None), null);
    }

    private static MatchingRules RulesOf(AccountSettings settings) => new()
    {
        Slippage = settings.Slippage is { } slippage ? ModelNames.ReadSlippage(slippage).Model! : HalfSpread.Instance,
        Fees = settings.Fees is { } fees ? ModelNames.ReadFees(fees).Model! : null,
        Latency = settings.Latency is { } latency ? ModelNames.ReadLatency(latency).Model! : NoLatency.Instance,
    };

    private async Task<(IReadOnlyList<PaperListing>, PaperFeedLine?, TradingRefusal?)> Simulated(AccountRow row, CancellationToken ct)
    {
        var listed = await market.FindInstruments(new(IsSimulated: true, Limit: PageSize), ct);
        PaperListing[] listings = [.. listed.Items.Select(instrument => new PaperListing(instrument, new PaperSource.Ticks(HasQuotes: true)))];
        return (listings, new SimulatedLine(market, [.. listed.Items.Select(instrument => instrument.Symbol)], row.HeardThrough, clock), null);
    }

    private async Task<(IReadOnlyList<PaperListing>, PaperFeedLine?, TradingRefusal?)> Replayed(string account, ReplaySettings wanted, PaperMemory memory, CancellationToken ct)
    {
        var listings = new List<PaperListing>();
        var series = new List<SeriesKey>();
        foreach (var name in wanted.Symbols)
        {
            var answer = await market.ResolveInstrument(new(name), ct);
            if (answer.Instrument is not { } instrument) return ([], null, new("unknown-instrument", answer.Reason!, "settings.replay.symbols", answer.Choices));
            listings.Add(new(instrument, wanted.Ticks ? new PaperSource.Ticks(HasQuotes: true) : new PaperSource.Bars(wanted.Interval)));
            series.Add(new(instrument.Symbol, SeriesKind.Bars, wanted.Interval));
            if (wanted.Ticks) series.AddRange([new(instrument.Symbol, SeriesKind.Quotes, null), new(instrument.Symbol, SeriesKind.Trades, null)]);
        }

        if (wanted.ReplayId is { } opened) return (listings, new ReplayLine(history, new(opened), account, memory.HeardThrough > 0 ? memory.HeardThrough : null), null);
        var session = await history.OpenReplay(new(series, (wanted.From ?? Instant64.MinValue).ToInstant(), (wanted.To ?? Instant64.MaxValue).ToInstant(), Venues: 1, Strategies: 0, Speed: wanted.Speed, IsAdjusted: wanted.IsAdjusted), ct);
        return session.Replay is { } replay
            ? (listings, new ReplayLine(history, replay, account, null), null)
            : ([], null, new("no-replay", session.Reason ?? "The replay cannot be opened.", "settings.replay"));
    }
}
