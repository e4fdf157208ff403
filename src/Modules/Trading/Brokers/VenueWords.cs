using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>What a paper venue has told and the account has not heard yet, in order. While an event of the market is played, all that it causes waits for the turn that takes note of the event.</summary>
internal sealed class VenueWords
{
    private readonly Lock _gate = new();
    private List<BrokerEvent> _told = [];
    private bool _isHeld;
    private bool _isComing;

    /// <returns>Whether somebody has to come for it: otherwise somebody is on his way.</returns>
    public bool Add(BrokerEvent told)
    {
        lock (_gate)
        {
            _told.Add(told);
            if (_isHeld || _isComing) return false;
            return _isComing = true;
        }
    }

    /// <summary>An event of the market is about to be played.</summary>
    public void Hold()
    {
        lock (_gate) _isHeld = true;
    }

    public void LetGo()
    {
        lock (_gate) _isHeld = false;
    }

    /// <param name="ofEvent">Whether the event that holds them is taken note of; others get nothing then.</param>
    /// <returns>Null: nothing is for whoever asks.</returns>
    public IReadOnlyList<BrokerEvent>? Take(bool ofEvent)
    {
        lock (_gate)
        {
            if (!ofEvent) _isComing = false;
            if (_isHeld && !ofEvent) return null;
            if (ofEvent) _isHeld = false;
            var taken = _told;
            _told = [];
            return taken;
        }
    }

    /// <summary>It was not kept: it is heard again, before what was told since.</summary>
    public void PutBack(IReadOnlyList<BrokerEvent> words)
    {
        lock (_gate) _told = [.. words, .. _told];
    }
}
