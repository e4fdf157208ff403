using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Orders;

/// <summary>One fill, or part of one, as the venue tells it. Fee in the instrument's currency; negative is a rebate.</summary>
/// <param name="Id">The venue's number of the execution, unique in the account.</param>
public readonly record struct Execution(
    long Id,
    OrderId Order,
    Instrument Instrument,
    OrderSide Side,
    Quantity Quantity,
    Price Price,
    decimal Fee,
    Liquidity Liquidity,
    Instant64 Time);
