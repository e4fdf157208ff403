using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Types that would lose something on the way, or let something in; the rules find each.</summary>
public class PlantedWireTests
{
    [Fact]
    public void A_struct_that_arrives_as_zero_is_found() => Assert.NotEmpty(WireRules.Survives(typeof(GetOnly)));

    [Fact]
    public void A_record_that_drops_a_member_is_found() => Assert.NotEmpty(WireRules.Survives(typeof(Forgetful)));

    [Fact]
    public void A_type_that_nothing_says_how_to_carry_is_found() =>
        Assert.Equal(4, WireRules.EveryTypeHasAForm([typeof(DateTime), typeof(float), typeof(List<int>), typeof(Stream), typeof(int), typeof(Sound)]).Count());

    [Theory]
    [InlineData(typeof(Lenient), "gets in without size")]
    [InlineData(typeof(Lenient), "gets in with size = \"1\"")]
    [InlineData(typeof(Nameless), "gets in with side = 0")]
    public void A_type_that_lets_malformed_values_in_is_found(Type type, string expected) =>
        Assert.Contains(WireRules.MalformedStayOut(type), sentence => sentence.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_sound_record_is_left_alone() => Assert.Empty(WireRules.Survives(typeof(Sound)).Concat(WireRules.MalformedStayOut(typeof(Sound))));

    public readonly record struct GetOnly
    {
        public GetOnly(decimal value) => Value = value;

        public decimal Value { get; }
    }

    public sealed record Forgetful(int Size, [property: JsonIgnore] string Note);

    /// <summary>What a converter that means well does: it reads whatever comes.</summary>
    [JsonConverter(typeof(LenientForm))]
    public sealed record Lenient(int Size);

    public sealed record Nameless([property: JsonConverter(typeof(NumberForm))] OrderSide Side);

    public sealed record Sound(int Size, string? Note, IReadOnlyList<string> Names, double Ratio = 1);

    private sealed class LenientForm : JsonConverter<Lenient>
    {
        public override Lenient Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new(document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("size", out var size) && size.ToString().Length == 1 ? int.Parse(size.ToString(), CultureInfo.InvariantCulture) : 0);
        }

        public override void Write(Utf8JsonWriter writer, Lenient value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("size", value.Size);
            writer.WriteEndObject();
        }
    }

    private sealed class NumberForm : JsonConverter<OrderSide>
    {
        public override OrderSide Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => (OrderSide)reader.GetInt32();

        public override void Write(Utf8JsonWriter writer, OrderSide value, JsonSerializerOptions options) => writer.WriteNumberValue((int)value);
    }
}
