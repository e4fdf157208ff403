using System.Globalization;
using System.Text;
using AlgoTrendy.Storage.Formats.Text;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class NumberTextTests
{
    private const byte Comma = (byte)',';

    [Fact]
    public void Any_double_reads_back_to_the_same_bits() =>
        Prop.ForAll<double>(value => SameAsFramework(value.ToString("R", CultureInfo.InvariantCulture))).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void Any_digits_with_any_point_read_as_the_framework_reads_them() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, bool>((seed, length, isNegative) =>
        {
            var random = new Random(seed.Get);
            var digits = string.Concat(Enumerable.Range(0, 1 + length.Get % 40).Select(_ => (char)('0' + random.Next(10))));
            var point = random.Next(digits.Length + 1);
            return SameAsFramework((isNegative ? "-" : "") + digits.Insert(point, "."));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void A_scale_rounds_once_as_if_the_point_had_moved() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((high, low) =>
        {
            var whole = (long)high.Get * int.MaxValue + low.Get;
            var position = 0;
            var isRead = NumberText.TryReadField(Encoding.UTF8.GetBytes(whole + ",x"), ref position, Comma, 4, out var value);
            return isRead && position == whole.ToString(CultureInfo.InvariantCulture).Length + 1 && Same(value, double.Parse(whole + "e-4", CultureInfo.InvariantCulture));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Theory]
    [InlineData("0"), InlineData("-0"), InlineData("+1.5"), InlineData("1e5"), InlineData("1E-400"), InlineData("9007199254740993"), InlineData("0.1"), InlineData("5e-324"), InlineData(".5"), InlineData("5.")]
    [InlineData("179769313486231570000000000000000000000"), InlineData("123456789012345678901234567890.5"), InlineData("0.00000000000000000000000000001"), InlineData("NaN"), InlineData("Infinity"), InlineData("1e999")]
    public void Unusual_numbers_read_as_the_framework_reads_them(string text) => Assert.True(SameAsFramework(text));

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("."), InlineData("abc"), InlineData("1.2.3"), InlineData("1,2"), InlineData("0x10"), InlineData("1 2"), InlineData("--1"), InlineData("1-")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Fields_are_read_one_after_another_to_the_end_of_the_line()
    {
        var line = "1.5,,-2"u8;
        var position = 0;

        Assert.True(NumberText.TryReadField(line, ref position, Comma, 0, out var first));
        Assert.False(NumberText.TryReadField(line, ref position, Comma, 0, out _));
        position++;
        Assert.True(NumberText.TryReadField(line, ref position, Comma, 0, out var last));
        Assert.False(NumberText.TryReadField(line, ref position, Comma, 0, out _));

        Assert.Equal((1.5, -2.0, line.Length + 1), (first, last, position));
    }

    private static bool SameAsFramework(string text) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), out var value) && Same(value, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || double.IsNaN(left) && double.IsNaN(right);
}
