using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What was asked for under an idempotency key: the same again has the same answer, and another request is refused.</summary>
internal static class Requests
{
    // 0.010 is 0.01, however it was written.
    private static readonly JsonSerializerOptions Values = Build();

    /// <param name="request">Without its key, and without how long its answer may wait.</param>
    public static string Fingerprint<T>(T request) => Convert.ToHexStringLower(SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(typeof(T).Name), .. JsonSerializer.SerializeToUtf8Bytes(request, Values)]));

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

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions(Wire.Contract);
        JsonConverter[] plain = [new Plain<decimal>(value => value), new Plain<Price>(price => price.Value), new Plain<Quantity>(quantity => quantity.Value)];
        // The first that fits is taken.
        foreach (var one in plain) options.Converters.Insert(0, one);
        return options;
    }

    /// <summary>Writes a number without the zeros at its end.</summary>
    private sealed class Plain<T>(Func<T, decimal> number) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Fingerprints are not read.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(FieldRules.Text(number(value) / 1.000000000000000000000000000m));
    }
}
