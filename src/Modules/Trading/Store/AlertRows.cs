using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>The table of alerts.</summary>
internal static class AlertRows
{
    /// <summary>How many of an account are kept: a position that nobody protects can raise one every few seconds.</summary>
    private const int Most = 10_000;

    public static void Keep(this Writing writing, TradingAlert alert)
    {
        var number = (writing.Get<long?>("select max(number) from alerts where account_id = @AccountId", new { alert.AccountId }) ?? 0) + 1;
        writing.Execute(
            "insert into alerts (account_id, number, code, message, order_id, symbol, time) values (@AccountId, @number, @Code, @Message, @OrderId, @Symbol, @Time)",
            new { alert.AccountId, number, alert.Code, alert.Message, alert.OrderId, Symbol = alert.Symbol?.ToString(), alert.Time });
        if (number > Most) writing.Execute("delete from alerts where account_id = @AccountId and number <= @old", new { alert.AccountId, old = number - Most });
    }
}

internal sealed record AlertRow(string AccountId, long Number, string Code, string Message, string? OrderId, Symbol? Symbol, Instant64 Time);
