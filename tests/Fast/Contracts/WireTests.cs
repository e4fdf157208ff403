using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Contracts;

public class WireTests
{
    [Fact]
    public void Any_decimal_survives_to_the_last_digit() =>
        Prop.ForAll<decimal>(value => Read<decimal>(Write(value)) == value && Write(Read<decimal>(Write(value))) == Write(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_moment_survives_to_the_nanosecond() =>
        Prop.ForAll<long>(nanoseconds => Read<Instant64>(Write(Instant64.FromUnixTimeNanoseconds(nanoseconds))) == Instant64.FromUnixTimeNanoseconds(nanoseconds)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"1.50\"", 1.50), InlineData("1.5", 1.5), InlineData("-3", -3), InlineData("1e-7", 0.0000001), InlineData("2.5E3", 2500)]
    public void A_decimal_is_read_from_a_string_or_a_number(string json, decimal expected) => Assert.Equal(expected, Read<decimal>(json));

    [Theory]
    [InlineData("\"1,000.5\""), InlineData("\" 1\""), InlineData("\"+1\""), InlineData("\"1e3\""), InlineData("\"\""), InlineData("\"NaN\""), InlineData("\"١\""), InlineData("true"), InlineData("null"), InlineData("[1]")]
    [InlineData("\"0.12345678901234567890123456789012\""), InlineData("1e-30"), InlineData("1e29"), InlineData("1e99999999999"), InlineData("\"99999999999999999999999999999999\"")]
    public void What_is_no_exact_decimal_does_not_get_in(string json) => Refused<decimal>(json);

    [Fact]
    public void Values_travel_as_people_write_them()
    {
        object[] values =
        [
            new Price(101.25m), new Quantity(250m), new Percent(5m), new Money(1.10m, Currency.Usd), new Symbol("BRK.B", "US"), Interval.OneMinute, new JobId("a1"), OrderSide.Sell,
            Instant.FromUtc(2024, 1, 2, 14, 30), Instant64.FromUtc(2024, 1, 2, 14, 30), new LocalDate(2024, 1, 2), new SeriesKey(new Symbol("AAPL", "US"), SeriesKind.QuoteBars, Interval.OneDay),
        ];

        Assert.Equal(
        [
            "\"101.25\"", "\"250\"", "\"5\"", """{"amount":"1.10","currency":"USD"}""", "\"BRK.B.US\"", "\"1m\"", "\"a1\"", "\"sell\"",
            "\"2024-01-02T14:30:00Z\"", "\"2024-01-02T14:30:00Z\"", "\"2024-01-02\"", """{"symbol":"AAPL.US","kind":"quoteBars","interval":"1d"}""",
        ], values.Select(value => JsonSerializer.Serialize(value, value.GetType(), Wire.Contract)));
    }

    [Theory]
    [InlineData("\"-1\""), InlineData("-0.001")]
    public void A_negative_size_does_not_get_in(string json) => Refused<Quantity>(json);

    [Theory]
    [InlineData("\"Sell\""), InlineData("\"SELL\""), InlineData("1"), InlineData("\"1\""), InlineData("\"buy, sell\""), InlineData("\"\""), InlineData("null"), InlineData("\"short\"")]
    public void An_enum_is_its_name_spelled_exactly(string json) => Refused<OrderSide>(json);

    [Theory]
    [InlineData("\"2024-01-02T14:30:00\""), InlineData("\"2024-01-02T14:30:00+01:00\""), InlineData("\"2024-01-02\""), InlineData("\"2024-02-30T00:00:00Z\""), InlineData("1704205800"), InlineData("\"2024-01-02t14:30:00z\"")]
    public void A_moment_is_iso_8601_in_utc(string json) => Refused<Instant>(json);

    [Theory]
    [InlineData("\"9999-01-01T00:00:00Z\"")]
    public void A_moment_outside_of_what_columns_hold_does_not_get_in(string json) => Refused<Instant64>(json);

    [Theory]
    [InlineData("""{"amount":"1"}"""), InlineData("""{"currency":"USD"}"""), InlineData("""{"amount":"1","currency":"usd"}"""), InlineData("""{"Amount":"1","currency":"USD"}"""), InlineData("""{"amount":"1","amount":"2","currency":"USD"}""")]
    public void Money_needs_amount_and_currency(string json) => Refused<Money>(json);

    [Theory]
    [InlineData("""{"symbol":"AAPL.US","kind":"trades","interval":"1m"}"""), InlineData("""{"symbol":"AAPL.US","kind":"bars","interval":null}"""), InlineData("""{"symbol":"AAPL.US","kind":"bars"}"""), InlineData("""{"symbol":"aapl.us","kind":"bars","interval":"1m"}"""), InlineData("""{"symbol":"../../etc.US","kind":"bars","interval":"1m"}""")]
    public void A_series_key_keeps_its_rules(string json) => Refused<SeriesKey>(json);

    [Theory]
    [InlineData("1e999"), InlineData("\"NaN\""), InlineData("\"1.5\""), InlineData("null")]
    public void A_statistic_is_a_finite_number(string json) => Refused<double>(json);

    [Theory]
    [InlineData("""{"paths":null}"""), InlineData("""{"paths":[null]}"""), InlineData("""{"paths":["a",null]}"""), InlineData("""{"paths":"a"}"""), InlineData("{}")]
    public void A_list_has_no_holes(string json) => Refused<ImportRequest>(json);

    [Fact]
    public void Unknown_fields_are_ignored_between_modules_and_refused_at_public_doors()
    {
        const string json = """{"jobId":"a1","sinceNextVersion":1}""";

        var between = JsonSerializer.Deserialize<JobRequest>(json, Wire.Contract);

        Assert.Equal(new JobId("a1"), between!.JobId);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JobRequest>(json, Wire.Public));
    }

    [Fact]
    public void What_has_no_value_is_not_sent()
    {
        Assert.Throws<JsonException>(() => Write(default(Symbol)));
        Assert.Throws<JsonException>(() => Write(default(Currency)));
        Assert.Throws<JsonException>(() => Write(default(Interval)));
        Assert.Throws<JsonException>(() => Write((OrderSide)7));
        Assert.Throws<JsonException>(() => Write(double.NaN));
    }

    [Fact]
    public void Every_form_reads_its_own_example()
    {
        var forms = Wire.Forms.OfType<ITextForm>().ToArray();

        Assert.All(forms, form => Assert.Equal($"\"{form.Example}\"", JsonSerializer.Serialize(JsonSerializer.Deserialize($"\"{form.Example}\"", form.Of, Wire.Contract), form.Of, Wire.Contract)));
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Wire.Contract);

    private static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Wire.Contract);

    private static void Refused<T>(string json)
    {
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<T>(json, Wire.Contract));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<T>(json, Wire.Public));
    }
}
