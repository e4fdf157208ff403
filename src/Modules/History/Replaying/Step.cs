using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>What of a replay is heard together: all bars that close at one moment, as the engine lets strategies hear of the first when venues know all; any other event alone.</summary>
internal sealed class Step(IEnumerator<MarketEvent> events, bool strategiesHearTicks)
{
    private readonly List<MarketEvent> _events = [];
    private bool _hasNext = events.MoveNext();

    public IReadOnlyList<MarketEvent> Events => _events;

    /// <summary>The last event that a stage hears of it; 0 when it hears none.</summary>
    public long LastFor(ReplayStage stage) => stage == ReplayStage.Venue ? _events[^1].Sequence : LastForStrategies;

    private long LastForStrategies { get; set; }

    /// <summary>On to the next; false when there is none.</summary>
    public bool Advance()
    {
        _events.Clear();
        LastForStrategies = 0;
        if (!_hasNext) return false;

        do
        {
            _events.Add(events.Current);
            _hasNext = events.MoveNext();
        }
        while (_hasNext && _events[^1] is MarketEvent.BarClosed closed && events.Current is MarketEvent.BarClosed next && next.Time == closed.Time);

        for (var index = _events.Count - 1; index >= 0 && LastForStrategies == 0; index--)
            if (Hears(ReplayStage.Strategy, _events[index])) LastForStrategies = _events[index].Sequence;
        return true;
    }

    /// <summary>The first event after <paramref name="sequence"/> that a stage hears; null when there is none in this step.</summary>
    public MarketEvent? After(long sequence, ReplayStage stage)
    {
        for (var index = (int)Math.Max(0, sequence + 1 - _events[0].Sequence); index < _events.Count; index++)
            if (Hears(stage, _events[index])) return _events[index];
        return null;
    }

    private bool Hears(ReplayStage stage, MarketEvent happened) => stage == ReplayStage.Venue || happened switch
    {
        MarketEvent.BarClosed or MarketEvent.Split or MarketEvent.DividendPaid => true,
        MarketEvent.Quoted or MarketEvent.Traded => strategiesHearTicks,
        _ => false,
    };
}
