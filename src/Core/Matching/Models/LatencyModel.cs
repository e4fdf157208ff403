using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>How long an order, an amendment or a cancel is on its way to the venue.</summary>
public abstract record LatencyModel
{
    /// <summary>As the command line and the report name it, with its figures.</summary>
    public abstract string Name { get; }

    /// <param name="chance">Of the run's own seed.</param>
    internal abstract Duration64 Next(RandomSource chance);

    private protected static decimal Milliseconds(Duration64 time) => (decimal)time.TotalNanoseconds / 1_000_000m;
}

/// <summary>None: an order is at the venue when it is given. On bars it trades at the next one's open anyway.</summary>
public sealed record NoLatency : LatencyModel
{
    public static readonly NoLatency Instance = new();

    public override string Name => "none";

    internal override Duration64 Next(RandomSource chance) => Duration64.Zero;
}

/// <summary>The same for every order.</summary>
public sealed record FixedLatency(Duration64 Delay) : LatencyModel
{
    public override string Name => ModelText.Write("fixed", Milliseconds(Delay));

    internal override Duration64 Next(RandomSource chance) => Delay;
}

/// <summary>Between a least and a most, evenly, by the run's seed: orders may overtake one another.</summary>
public sealed record RandomLatency(Duration64 Least, Duration64 Most) : LatencyModel
{
    public override string Name => ModelText.Write("random", Milliseconds(Least), Milliseconds(Most));

    internal override Duration64 Next(RandomSource chance) => Least + Duration64.FromNanoseconds((long)((Most - Least).TotalNanoseconds * chance.NextUnit()));
}
