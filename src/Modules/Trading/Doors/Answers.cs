using System.Text.Json.Serialization;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>An order, and the others of its group.</summary>
internal sealed record OrderWithGroup : OrderView
{
    public OrderWithGroup(OrderView order, IReadOnlyList<OrderView> group) : base(order) => Group = group;

    [JsonPropertyOrder(1)] // after what the order itself is
    public IReadOnlyList<OrderView> Group { get; }
}

internal sealed record OrderList(IReadOnlyList<OrderView> Items, string? NextCursor);

internal sealed record ExecutionList(IReadOnlyList<ExecutionView> Items, string? NextCursor);

internal sealed record AlertList(IReadOnlyList<TradingAlertView> Items, string? NextCursor);

/// <summary>Every broker; they are few, so that all fit one page.</summary>
internal sealed record BrokerPage(IReadOnlyList<BrokerView> Items, string? NextCursor);

/// <summary>Every rule; there is one a position, so that all fit one page.</summary>
/// <param name="Unread">Accounts that cannot be read now, and why.</param>
internal sealed record StopRulePage(IReadOnlyList<StopRuleView> Items, string? NextCursor, IReadOnlyList<UnreadAccount> Unread);

/// <summary>How the accounts trade.</summary>
/// <param name="Unread">Those that cannot be read now, and why.</param>
internal sealed record ModeView(IReadOnlyList<AccountStatus> Accounts, IReadOnlyList<UnreadAccount> Unread);

/// <summary>What a stop came to. Whatever the venue still has open is named.</summary>
/// <param name="Closing">Orders that close positions.</param>
/// <param name="Left">What is still there, in sentences.</param>
internal sealed record StopView(bool IsClean, int Cancelled, IReadOnlyList<string> Closing, IReadOnlyList<string> Left);

/// <summary>Whether the stored credentials open the venue.</summary>
internal sealed record CredentialTestView(bool Passed, string Message, double? ClockOffsetMs, IReadOnlyList<CashBalance> Balances);
