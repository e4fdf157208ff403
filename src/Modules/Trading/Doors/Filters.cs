using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Reads what lists are filtered by.</summary>
internal static class Filters
{
    public const int UsualItems = 100;
    private const int MostItems = 500;
    private const int LongestCursor = 200;

    public static TradingRefusal? Fault(string? accountId, int? limit, string? cursor) =>
        FieldRules.AccountFault(accountId)
        ?? (limit is < 1 or > MostItems ? FieldRules.No("limit", $"limit is {limit}; 1 to {MostItems} fit a page.") : null)
        ?? FieldRules.TextFault("cursor", cursor, LongestCursor);

    /// <summary>The status that a word stands for, or why none; without a word, neither.</summary>
    public static (OrderStatus? Status, TradingRefusal? Fault) ReadStatus(string? word)
    {
        if (word is null) return (null, null);

        var names = EnumForms.NamesOf(typeof(OrderStatus)).ToList();
        var index = names.IndexOf(word);
        return index < 0 ? (null, FieldRules.No("status", $"status is none of {string.Join(", ", names)}.", names)) : (Enum.GetValues<OrderStatus>()[index], null);
    }

    /// <summary>The symbol that a name stands for, or why none; without a name, neither. What was traded may have left the catalogue since.</summary>
    public static async Task<(Symbol? Symbol, TradingRefusal? Fault)> ReadSymbol(string? name, IMarketData instruments, CancellationToken ct)
    {
        if (name is null) return (null, null);
        if (FieldRules.TextFault("symbol", name, FieldRules.LongestTag) is { } fault) return (null, fault);

        var answer = await instruments.ResolveInstrument(new(name), ct);
        if (answer.Instrument is { } instrument) return (instrument.Symbol, null);
        return Symbol.TryParse(name, out var symbol) ? (symbol, null) : (null, new("unknown-instrument", answer.Reason ?? $"No instrument is called '{name}'.", "symbol", answer.Choices));
    }
}
