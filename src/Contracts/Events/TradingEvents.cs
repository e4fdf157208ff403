using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Events;

/// <summary>An order was written down, before anything was sent. Of trading, by account, as all events here.</summary>
public sealed record OrderCreated(OrderView Order);

/// <summary>An order stands elsewhere in its life.</summary>
public sealed record OrderStatusChanged(OrderView Order, OrderStatus From);

/// <summary>An order has traded whole.</summary>
public sealed record OrderFilled(OrderView Order);

/// <summary>One fill was booked. The account's books can be kept from these, <see cref="CashMoved"/>, <see cref="CashBooked"/>, <see cref="PositionMoved"/>, <see cref="PositionSplit"/> and <see cref="DividendReceived"/> alone.</summary>
/// <param name="Instrument">As its rules were then: currency, multiplier, lots.</param>
/// <param name="BookSequence">Its place among all that moved the account: 1, 2, 3 ... with those of cash.</param>
/// <param name="Lots">Which lots of the position it closes first, by their numbers; null: its order named none.</param>
public sealed record TradeExecuted(ExecutionView Execution, Instrument Instrument, long BookSequence, IReadOnlyList<long>? Lots = null);

/// <summary>An account holds something that it did not hold before.</summary>
/// <param name="Quantity">Signed.</param>
public sealed record PositionOpened(string AccountId, string PositionId, Symbol Symbol, decimal Quantity, Price Price, Instant64 Time);

/// <summary>A position has come to nothing, or turned.</summary>
/// <param name="RealizedPnl">Of its whole life, before fees, in the instrument's currency.</param>
public sealed record PositionClosed(string AccountId, string PositionId, Symbol Symbol, decimal RealizedPnl, Currency Currency, Instant64 OpenedAt, Instant64 Time);

/// <summary>An account was opened, with what it was opened under.</summary>
public sealed record AccountOpened(AccountView Account);

/// <summary>Name or settings of an account are different.</summary>
public sealed record AccountChanged(AccountView Account);

/// <summary>Money came into an account, or (negative) left it, other than by a trade.</summary>
/// <param name="Kind">deposit, withdrawal, opening, adjustment.</param>
/// <param name="BookSequence">Its place among all that moved the account, with those of trades.</param>
public sealed record CashMoved(string AccountId, Currency Currency, decimal Amount, string Kind, string? Note, long BookSequence, Instant64 Time);

/// <summary>An account paid or got something other than by a trade, and not from or to outside: profit or cost.</summary>
/// <param name="Kind">conversion, dividend, interest, borrow, funding or fee.</param>
/// <param name="Amount">What came in (negative: went out); of a conversion what was given, above 0.</param>
/// <param name="Instrument">What it is about; null: nothing in particular.</param>
/// <param name="Part">Whose it is; null: of all who hold the instrument, or nobody's.</param>
/// <param name="Received">Of a conversion: what came for it.</param>
/// <param name="BookSequence">Its place among all that moved the account, with those of trades.</param>
public sealed record CashBooked(
    string AccountId, FactKind Kind, Currency Currency, decimal Amount, Instrument? Instrument, string? Part, decimal? Received, Currency? ReceivedCurrency, string? Note, long BookSequence, Instant64 Time);

/// <summary>A quantity came into an account other than by a trade: held when it was connected, or accepted as a difference.</summary>
/// <param name="Quantity">Signed.</param>
/// <param name="Price">What it is booked at.</param>
/// <param name="Kind">opening, adjustment.</param>
public sealed record PositionMoved(string AccountId, Instrument Instrument, decimal Quantity, Price Price, string Kind, string? Note, long BookSequence, Instant64 Time);

/// <summary>A split of what an account holds, as the market told it: quantities are divided by the factor, what is no whole lot is settled in cash.</summary>
/// <param name="Factor">0.5 is 2:1.</param>
/// <param name="ReferenceClose">The last close before; fractions are settled at this times the factor.</param>
/// <param name="BookSequence">Its place among all that moved the account, with those of trades.</param>
public sealed record PositionSplit(string AccountId, Symbol Symbol, decimal Factor, Price ReferenceClose, long BookSequence, Instant64 Time);

/// <summary>A dividend on what an account holds, as the market told it.</summary>
/// <param name="Amount">In all; negative is paid, by who is short.</param>
/// <param name="BookSequence">Its place among all that moved the account, with those of trades.</param>
public sealed record DividendReceived(string AccountId, Symbol Symbol, decimal PerShare, Currency Currency, decimal Amount, long BookSequence, Instant64 Time);

/// <summary>An account trades freely, only reduces, or has been halted.</summary>
public sealed record TradingModeChanged(string AccountId, TradingMode Mode, string? Reason, string By, Instant64 Time);

/// <summary>Somebody should look: an unprotected position, an order left at a venue, an account that disagrees with its venue.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record TradingAlert(string AccountId, string Code, string Message, string? OrderId, Symbol? Symbol, Instant64 Time);

/// <summary>A rule that guards a position was attached, has begun to close it, or has ended.</summary>
/// <param name="Ended">Why, in a sentence; null while it goes on.</param>
public sealed record StopRuleChanged(StopRuleView Rule, string? Ended, Instant64 Time);
