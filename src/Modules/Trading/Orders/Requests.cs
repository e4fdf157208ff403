using System.Security.Cryptography;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What was asked for under an idempotency key: the same again has the same answer, and another request is refused.</summary>
internal static class Requests
{
    /// <param name="request">Without its key, and without how long its answer may wait.</param>
    public static string Fingerprint<T>(T request) => Convert.ToHexStringLower(SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(typeof(T).Name), .. JsonSerializer.SerializeToUtf8Bytes(request, Wire.Contract)]));

    public static TradingRefusal Reused(string key) => new("idempotency-key-reused", $"The key '{key}' was used for another request.", "idempotencyKey");

    /// <param name="key">Null: nobody will ask again.</param>
    /// <param name="asked">Its fingerprint; null where there is no key.</param>
    /// <param name="number">The order that came of it.</param>
    /// <param name="refusal">What was answered beside the order.</param>
    public static void Remember(Step step, string? key, string? asked, long? number = null, TradingRefusal? refusal = null)
    {
        if (key is null || asked is null) return;
        var row = new Store.RequestRow(step.State.Id, key, asked, number, refusal is null ? null : JsonSerializer.Serialize(refusal, Wire.Contract), step.Now);
        step.State.Remember(row);
        step.Journal.Add(row);
    }

    public static TradingRefusal? RefusalOf(Store.RequestRow row) => row.Refusal is { } text ? JsonSerializer.Deserialize<TradingRefusal>(text, Wire.Contract) : null;
}
