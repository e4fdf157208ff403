using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Sets the venue's own truth beside portfolio's books, and names every difference.</summary>
internal static class ComparingBooks
{
    /// <summary>Half a cent: what a fee in coin comes to in money is rounded nowhere.</summary>
    private const decimal Cent = 0.005m;

    /// <summary>Waits until there is none, and fails with those that stay. Nobody trades meanwhile.</summary>
    /// <param name="within">Null: as usual.</param>
    public static async Task Agree(TradingHouse house, TimeSpan? within = null)
    {
        var since = TimeProvider.System.GetUtcNow();
        await Eventually.Holds(async () =>
        {
            var found = await Differences(house, since);
            return found.Count == 0 ? null : $"{found.Count} differences of the books:\n{string.Join('\n', found.Take(20))}";
        }, within);
    }

    /// <summary>Waits until portfolio has heard of the account at all.</summary>
    public static Task AreOpened(TradingHouse house) => Eventually.Holds(async () =>
        (await house.Send(HttpMethod.Get, $"accounts/{TradingHouse.Account}", module: TradingHouse.Portfolio)) is { IsDone: false } said ? $"{said.Body}" : null);

    public static Task<JsonElement> Books(TradingHouse house) => house.Get(TradingHouse.Portfolio, $"accounts/{TradingHouse.Account}");

    public static Task<IReadOnlyList<JsonElement>> Positions(TradingHouse house) => house.All("positions", TradingHouse.Portfolio);

    private static async Task<IReadOnlyList<string>> Differences(TradingHouse house, DateTimeOffset since)
    {
        var (truth, trading, books) = (await house.Venue.Truth(), await house.Books(), await Books(house));
        // They hear a little later; all else is looked at when they have.
        if (OfTrading(trading, books, since).ToArray() is { Length: > 0 } early) return early;

        var (positions, ledger) = (await Positions(house), await house.All($"accounts/{TradingHouse.Account}/ledger", TradingHouse.Portfolio));
        JsonElement[] trades = [.. truth.GetProperty("trades").EnumerateArray()];
        return
        [
            .. Comparing.OfBalances(books, positions, truth),
            .. positions.Where(position => Text(position, "side") != "long").Select(position => $"Nothing can be short at this venue: {position}"),
            .. OfFees(books, ledger, trades),
            .. OfFills(ledger, trades),
            .. ledger.Where(row => Sums(Items(row, "entries")).Any(sum => sum.Value != 0m)).Select(row => $"Row {row.GetProperty("sequence")} is not balanced: {row}"),
            .. OfParts(books, positions),
            .. OfChain(await house.Get(TradingHouse.Portfolio, $"accounts/{TradingHouse.Account}/ledger/verification"), books, ledger.Count),
        ];
    }

    private static IEnumerable<string> OfTrading(JsonElement trading, JsonElement books, DateTimeOffset since)
    {
        var (there, here) = (trading.GetProperty("bookSequence").GetInt64(), books.GetProperty("bookSequence").GetInt64());
        if (here != there) yield return $"The books have heard {here} facts of {there}.";
        if (books.GetProperty("waiting").GetInt32() != 0) yield return $"{books.GetProperty("waiting")} facts wait for others.";
        if (books.GetProperty("agreesWithTrading").ValueKind != JsonValueKind.True) yield return $"They do not agree with trading: {books.GetProperty("agreesWithTrading")} {books.GetProperty("differences")}";
        if (books.GetProperty("checkedAt").ValueKind == JsonValueKind.Null || books.GetProperty("checkedAt").GetDateTimeOffset() < since) yield return $"They were compared with trading at {books.GetProperty("checkedAt")}, which is long ago.";
        if (Number(trading, "feesPaid") != Number(books, "feesPaid")) yield return $"Fees are {Text(books, "feesPaid")} in the books and {Text(trading, "feesPaid")} in trading.";
    }

    private static IEnumerable<string> OfFees(JsonElement books, IReadOnlyList<JsonElement> ledger, JsonElement[] trades)
    {
        var here = Sums(ledger.SelectMany(row => Items(row, "entries")).Where(entry => Text(entry, "account") == "fees"));
        foreach (var (coin, there) in Totals(trades.Select(trade => (Text(trade, "commissionAsset"), Number(trade, "commission")))))
            if (here.GetValueOrDefault(coin) != there) yield return $"Fees in {coin} are {here.GetValueOrDefault(coin)} in the ledger and {there} at the venue.";

        var worth = trades.Sum(trade => Number(trade, "commission") * (Text(trade, "commissionAsset") == "USDT" ? 1m : Number(trade, "price")));
        if (Math.Abs(Number(books, "feesPaid") - worth) >= Cent) yield return $"Fees are {Text(books, "feesPaid")} in the books, and worth {worth} at the venue.";
    }

    private static IEnumerable<string> OfFills(IReadOnlyList<JsonElement> ledger, JsonElement[] trades)
    {
        // venue:BTCUSDT.BINANCE:12
        var booked = ledger.Where(row => Text(row, "kind") == "trade").Select(row => Text(row, "note").Split(':')).Select(name => $"{name[1].Split('.')[0]} {name[2]}").ToArray();
        var there = trades.Select(trade => $"{Text(trade, "symbol")} {trade.GetProperty("id")}").ToArray();
        foreach (var twice in booked.GroupBy(fill => fill).Where(group => group.Count() > 1)) yield return $"Fill {twice.Key} is booked {twice.Count()} times.";
        foreach (var missed in there.Except(booked)) yield return $"Fill {missed} is not booked.";
        foreach (var invented in booked.Except(there)) yield return $"Fill {invented} is booked, and is not the venue's.";
    }

    private static IEnumerable<string> OfParts(JsonElement books, IReadOnlyList<JsonElement> positions)
    {
        var parts = Items(books, "parts").ToArray();
        var cash = Totals(parts.SelectMany(part => Items(part, "balances")).Select(balance => (Text(balance, "currency"), Number(balance, "amount"))));
        foreach (var balance in Items(books, "balances"))
            if (cash.GetValueOrDefault(Text(balance, "currency")) != Number(balance, "amount")) yield return $"The parts have {cash.GetValueOrDefault(Text(balance, "currency"))} of {balance}.";

        var held = Totals(parts.SelectMany(part => Items(part, "positions")).Select(position => (Text(position, "symbol"), Number(position, "quantity"))));
        foreach (var position in positions)
            if (held.GetValueOrDefault(Text(position, "symbol")) != Number(position, "quantity")) yield return $"The parts hold {held.GetValueOrDefault(Text(position, "symbol"))} of {position}.";

        var fees = parts.Sum(part => Number(part, "feesPaid"));
        if (fees != Number(books, "feesPaid")) yield return $"The parts paid fees of {fees}, and the account {Text(books, "feesPaid")}.";
    }

    private static IEnumerable<string> OfChain(JsonElement verdict, JsonElement books, int rows)
    {
        if (!verdict.GetProperty("isSound").GetBoolean()) yield return $"The ledger is not sound: {verdict}";
        var (head, last) = (verdict.GetProperty("heads")[0], books.GetProperty("ledgerSequence").GetInt64());
        if (rows != last || verdict.GetProperty("rows").GetInt64() != last) yield return $"{rows} rows of {last} are listed, and {verdict.GetProperty("rows")} verified.";
        if (Text(head, "hash") != Text(books, "ledgerHead")) yield return $"The chain ends with {head}, and the books with {Text(books, "ledgerHead")}.";
        if (head.GetProperty("anchored").GetInt64() != last) yield return $"The head of row {last} is not kept outside: {head}";
    }

    private static Dictionary<string, decimal> Sums(IEnumerable<JsonElement> entries) => Totals(entries.Select(entry => (Text(entry, "currency"), Number(entry, "amount"))));

    private static Dictionary<string, decimal> Totals(IEnumerable<(string What, decimal Amount)> amounts) => amounts.GroupBy(one => one.What).ToDictionary(group => group.Key, group => group.Sum(one => one.Amount));

    private static IEnumerable<JsonElement> Items(JsonElement value, string name) => [.. value.GetProperty(name).EnumerateArray()];

    private static decimal Number(JsonElement value, string name) => Comparing.Number(value.GetProperty(name));

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
