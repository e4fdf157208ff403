using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks one source of events. At one moment bars close first, then they open, then single ticks come.</summary>
internal abstract class MarketCursor
{
    protected const int Closes = 0;
    protected const int Opens = 1;
    protected const int Ticks = 2;

    public abstract bool IsDone { get; }

    /// <summary>When the next event is.</summary>
    public abstract Instant64 Next { get; }

    /// <summary>Whether the next event is a bar's close.</summary>
    public bool ClosesNext => Rank == Closes;

    /// <summary>How many rows of the data are behind it.</summary>
    public abstract int Played { get; }

    protected abstract int Rank { get; }

    /// <summary>Its place among cursors whose events come at the same time.</summary>
    public required int Place { get; init; }

    public (Instant64 Time, int Rank, int Place) Key => (Next, Rank, Place);

    /// <summary>Plays the next event, where it is none that closes a bar.</summary>
    public abstract void Play();
}
