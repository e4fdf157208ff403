using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Settings of an account after a change: what was given is taken over, the rest stays. Pure.</summary>
internal static class SettingsMerge
{
    /// <summary>Why a change cannot be; null when it can. What decides how an account trades is its own for ever: another market would not be its past's.</summary>
    public static TradingRefusal? FaultOf(AccountSettings now, AccountSettingsChange change) =>
        Fixed("feed", change.Feed, now.Feed ?? PaperFeed.Simulated)
        ?? Fixed("replay", change.Replay, now.Replay)
        ?? Fixed("slippage", change.Slippage, now.Slippage)
        ?? Fixed("fees", change.Fees, now.Fees)
        ?? Fixed("latency", change.Latency, now.Latency);

    public static AccountSettings Of(AccountSettings now, AccountSettingsChange change) => now with
    {
        ReconcileSeconds = Number(change.ReconcileSeconds, now.ReconcileSeconds),
        StaleOrderSeconds = Number(change.StaleOrderSeconds, now.StaleOrderSeconds),
        ProtectAfterSeconds = Number(change.ProtectAfterSeconds, now.ProtectAfterSeconds),
        Unprotected = change.Unprotected ?? now.Unprotected,
        ProtectDistancePercent = change.ProtectDistancePercent == 0m ? null : change.ProtectDistancePercent ?? now.ProtectDistancePercent,
        ForeignOrders = change.ForeignOrders ?? now.ForeignOrders,
        InterestPercent = change.InterestPercent ?? now.InterestPercent,
        BorrowPercent = change.BorrowPercent ?? now.BorrowPercent,
    };

    private static int? Number(int? wanted, int? now) => wanted == 0 ? null : wanted ?? now;

    // Who sends back what he was shown changes nothing. Compared as written, as lists are only the same when they are one.
    private static TradingRefusal? Fixed<T>(string field, T? wanted, T? now) => wanted is null || JsonSerializer.Serialize(wanted, Wire.Contract) == JsonSerializer.Serialize(now, Wire.Contract)
        ? null
        : FieldRules.No($"settings.{field}", $"settings.{field} stays as it was when the account was opened. Open another account instead.");
}
