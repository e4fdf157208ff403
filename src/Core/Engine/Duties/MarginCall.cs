using AlgoTrendy.Core.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Equity fell below what positions need: waiting orders were cancelled, and positions closed at the next opportunity until it was enough.</summary>
public sealed record MarginCall(Instant64 Time, MarginStatus Status);
