using System.Runtime.CompilerServices;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Platform.Streaming;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>The market that a paper account trades against.</summary>
internal abstract class PaperFeedLine
{
    /// <summary>Whether the market's time is the account's.</summary>
    public abstract bool SetsTheClock { get; }

    public abstract IAsyncEnumerable<MarketEvent> Read(CancellationToken ct);

    /// <summary>The account is done with an event.</summary>
    public virtual ValueTask Acknowledge(MarketEvent happened, CancellationToken ct) => ValueTask.CompletedTask;
}

/// <summary>The simulated market by the clock, from where the account last was.</summary>
internal sealed class SimulatedLine(IMarketData market, IReadOnlyList<Symbol> symbols, long? after, IClock clock) : PaperFeedLine
{
    /// <summary>From so long ago on, so that every open market's price is known at once.</summary>
    private static readonly Duration Before = Duration.FromMinutes(2);

    public override bool SetsTheClock => false;

    public override async IAsyncEnumerable<MarketEvent> Read([EnumeratorCancellation] CancellationToken ct)
    {
        var from = after;
        Instant64? since = Instant64.FromInstant(clock.GetCurrentInstant() - Before);
        while (true)
        {
            var events = Resuming.Read<MarketEvent>(last => market.Follow(new(symbols, After: last?.Sequence ?? from, Since: last is null ? since : null), ct), ct: ct).GetAsyncEnumerator(ct);
            await using (events.ConfigureAwait(false))
            {
                while (await Next(events, isLast: from is null && since is null))
                {
                    from = events.Current.Sequence;
                    yield return events.Current;
                }
            }

            // What it missed is too long ago: it goes on from a moment ago, or, where the market's clock is another one, from now.
            (from, since) = (null, from is null ? null : Instant64.FromInstant(clock.GetCurrentInstant() - Before));
        }
    }

    /// <param name="isLast">Whether nothing else could be asked for, so that a refusal is one.</param>
    private static async Task<bool> Next(IAsyncEnumerator<MarketEvent> events, bool isLast)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (StreamRefusedException refused) when (!isLast && refused.Code is ("too-old" or "unknown-sequence"))
        {
            return false;
        }
    }
}

/// <summary>Stored data, played in lock-step: the next event comes when this one is done with.</summary>
/// <param name="after">From where an earlier line to the same replay got; null: it has not begun.</param>
internal sealed class ReplayLine(IHistory history, ReplayId replay, string reader, long? after) : PaperFeedLine
{
    private long? _done = after;

    public override bool SetsTheClock => true;

    public override IAsyncEnumerable<MarketEvent> Read(CancellationToken ct) =>
        Resuming.Read<MarketEvent>(last => history.Replay(new(replay, reader, ReplayStage.Venue, last?.Sequence ?? _done), ct), ct: ct);

    public override async ValueTask Acknowledge(MarketEvent happened, CancellationToken ct)
    {
        await history.Acknowledge(new(replay, reader, happened.Sequence), ct);
        _done = happened.Sequence;
    }
}
