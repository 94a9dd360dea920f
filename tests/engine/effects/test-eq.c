#include "effects/eq.h"
#include "processor_check.h"
int main(void){ processor_check(&eq_processor,""); g_print("1\n");
 processor_check(&eq_processor,"band1.on=on band3.on=on band3.gain=6 band5.on=on band5.gain=-9 band8.on=on band8.slope=48");g_print("2\n");
 processor_check(&eq_processor,"phase=linear band1.on=on band3.on=on band3.gain=6 band3.channel=mid band5.on=on band5.gain=-9 band5.channel=left");
 return 0;}
