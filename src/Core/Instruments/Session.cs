using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>One stretch of regular trading: the half-open interval [Open, Close), named by the exchange's trading date.</summary>
public readonly record struct Session(LocalDate Date, Instant64 Open, Instant64 Close)
{
    public bool Contains(Instant64 moment) => Open <= moment && moment < Close;
}
